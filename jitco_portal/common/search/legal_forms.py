"""Legal forms set aside, and words that firms shorten brought to one form.

Both work on whole words of a text that ``plain()`` made. Japanese, Chinese, Thai, Lao, Khmer and Burmese write a legal
form without a space before the name, so there it is also cut where it stands inside a word.
"""

import re
from collections import deque
from itertools import groupby, islice

from jitco_portal.common.search.plain import plain

LONGEST = 20_000

# One phrase a line. Set aside wherever they stand.
_ANYWHERE = """
công ty cổ phần / công ty cp / cty cổ phần / cty cp / ct cp / ct cổ phần / ctcp / ctycp / công ty cổ phẩn
công ty tnhh / cty tnhh / ct tnhh / tnhh / công ty trách nhiệm hữu hạn / trách nhiệm hữu hạn / công ty / cty
tnhh nhà nước một thành viên / nhà nước một thành viên / một thành viên / 1 thành viên / 1 tv / mtv / 1tv
hai thành viên / 2 thành viên / hai thành viên trở lên / 2 thành viên trở lên
công ty liên doanh / cty liên doanh / công ty hợp danh / tổng công ty / tổng cty / tct / tổng công ty cổ phần
tập đoàn / công ty cổ phần tập đoàn / doanh nghiệp tư nhân / dntn / chi nhánh / văn phòng đại diện / vpđd / hợp tác xã
joint stock company / joint stock co / joint stock / joint company / jsc / pjsc / ojsc / cjsc / jscs
company limited / limited company / co ltd / coltd / co limited / limited liability company / limited liability co
limited liability
one member company limited / one member limited liability company / one member limited company / one member co ltd
one member / single member limited / single member / two members / 1 member / state one member
private limited company / private limited / private ltd / p ltd / pvt ltd / pvt limited / pte ltd / pty ltd / p limited
public company limited / public limited company / public company / company / companies / corporation / corporations
corp / incorporated / inc / limited / ltd / ltda / llc / llp / plc / pcl / pte / pvt / pty / sdn bhd / sendirian berhad
co jsc / co inc / co llc / co plc / co corp / co pte ltd / co pvt ltd / co private limited / co ltd jsc
one person corporation
gmbh / mbh / ohg / e v / eingetragener verein / sarl / srl / gesellschaft mit beschränkter haftung
société anonyme / société à responsabilité limitée
perseroan terbatas / persero / perusahaan perseroan / lembaga pelatihan kerja
kabushiki kaisha / kabushiki gaisha / kabushikigaisha / kabushikikaisha / yugen kaisha / yugen gaisha / godo kaisha
godo gaisha / goudou gaisha / jigyo kyodo kumiai / jigyou kyoudou kumiai / kyodo kumiai / kyoudou kumiai / kyodokumiai
ippan shadan hojin / koeki shadan hojin / ippan zaidan hojin / koeki zaidan hojin
ххк / хк / төхк / ххн / хязгаарлагдмал хариуцлагатай компани / хувьцаат компани / хувьцаа нийгэмлэг / hhk / xxk
ооо / осоо / тоо / зао / оао / ао / пао / мчж / чп / общество с ограниченной ответственностью / акционерное общество
товарищество с ограниченной ответственностью / mchj / mas'uliyati cheklangan jamiyati / mas'uliyati cheklangan jamiyat
aksiyadorlik jamiyati / қоғамы / жшс
লিমিটেড / লিঃ / লি / প্রাইভেট লিমিটেড / প্রাইভেট / প্রাঃ লিঃ / প্রা লি / কোম্পানি / কোম্পানী / মেসার্স / কোং
लिमिटेड / प्राइवेट लिमिटेड / प्राइवेट / प्रा लि / प्रा / लि / प्रालि / कम्पनी / कंपनी / कम्पनि
සමාගම / පුද්ගලික සමාගම / පුද්ගලික / ලිමිටඩ් / ප්‍රයිවට් ලිමිටඩ් / ප්‍රයිවට් / පෞද්ගලික
லிமிடெட் / பிரைவேட் லிமிடெட் / லிட்
لمیٹڈ / پرائیویٹ لمیٹڈ / پرائیویٹ / لمٹڈ
주식회사 / 유한회사 / 유한책임회사
じょいんと すとっく かんぱにー / かんぱにー りみてっど / かんぱにー / こーぽれーしょん / りみてっど / りみてぃっど
"""
# Words of names as well, so set aside only as the first or the last word: “co” is the Vietnamese cơ too.
_FIRST = """
cp / pt / cv / lpk / yayasan / m s / messrs / ud / kk / gk
株 / 有 / 合 / 同 / 名 / 資 / 社 / 財 / 一社 / 一財 / 公社 / 公財 / 協 / 医 / 特非 / 非営利
주 / 유
"""
_LAST = """
co / cp / pt / cv / tbk / cor / opc / ag / kg / sa / sac / bv / kk / gk
株 / 有 / 合 / 同 / 名 / 資 / 社 / 財 / 一社 / 一財 / 公社 / 公財 / 協 / 医 / 特非 / 주 / 유
"""
# Cut inside a word too; the longest is tried first.
_INSIDE = """
株式会社 有限会社 合同会社 合資会社 合名会社 相互会社 特例有限会社 有限責任事業組合 投資法人
一般社団法人 公益社団法人 社団法人 一般財団法人 公益財団法人 財団法人 特定非営利活動法人 非営利活動法人 npo法人
社会福祉法人 学校法人 準学校法人 医療法人社団 医療法人財団 医療法人 社会医療法人 宗教法人 独立行政法人 国立大学法人
職業訓練法人 認定職業訓練法人 監査法人 税理士法人 行政書士法人 社会保険労務士法人 弁護士法人
事業協同組合連合会 事業協同組合 協同組合連合会 協同組合連合 協同組合 企業組合 協業組合
かぶしきがいしゃ かぶしきかいしゃ ゆうげんがいしゃ ゆうげんかいしゃ ごうどうがいしゃ いっぱんしゃだんほうじん
こうえきしゃだんほうじん いっぱんざいだんほうじん こうえきざいだんほうじん じぎょうきょうどうくみあい きょうどうくみあい
じょいんとすとっくかんぱにー かんぱにーりみてっど こーぽれーしょん りみてっど
股份有限公司 有限责任公司 有限責任公司 有限公司 集团股份有限公司 公司
บริษัท จำกัด มหาชน ห้างหุ้นส่วนจำกัด ห้างหุ้นส่วน
ក្រុមហ៊ុន ខូអិលធីឌី ឯ.ក លីមីតធីត ម.ក
ບໍລິສັດ ຈຳກັດຜູ້ດຽວ ຈຳກັດ ຈໍາກັດຜູ້ດຽວ ຈໍາກັດ ມະຫາຊົນ
ကုမ္ပဏီလီမိတက် ကုမ္ပဏီ လီမိတက် ကုမ္ပဏီလိမိတက် လိမိတက်
"""

_JOINING = {"va", "and", "und", "&"}
# Short form = the ways it is written. Of two ways to split a phrase the finer one is taken, so that parts meet as well.
_SHORTENED = """
tm = thương mại
dv = dịch vụ
tm dv = tmdv
sx = sản xuất
sx tm = sxtm
sx tm dv = sxtmdv
tm sx = tmsx
xd = xây dựng
xd tm = xdtm
xnk = xuất nhập khẩu
tm xnk = tmxnk
xkhau = xuất khẩu
nkhau = nhập khẩu
xkhau ldong = xkld
htac = hợp tác
qte = quốc tế
htac qte = htqt
tm qte = tmqt
nluc = nhân lực
nnl = nguồn nhân lực
cungung = cung ứng
dtu = đầu tư
dtu ptrien = dtpt
ptrien = phát triển
dlich = du lịch
vtai = vận tải
kthuat = kỹ thuật
cnghe = công nghệ
cnghe cao = cnc
gduc = giáo dục
dtao = đào tạo
ldong = lao động
tvan = tư vấn
tct = tổng công ty
vn = việt nam / vietnam
hanoi = hà nội / tp hà nội / thành phố hà nội / hanoi city
hcm = hồ chí minh / thành phố hồ chí minh / tp hồ chí minh / tp hcm / tphcm / hcmc / ho chi minh city / hcm city
saigon = sài gòn
danang = đà nẵng
haiphong = hải phòng
intl = international / internationals / int l / intnl / internat
natl = national
imex = import export / export import / imp exp / exp imp / im ex / impex / eximp
hr = human resources / human resource
hr dev = hrd
dev = development / developments / devt / dev t / developement
tech = technology / technologies
center = centre / centers / centres / ctr
coop = cooperation / cooperative / cooperatives / co operation / co operative / co operatives / co op
service = services / svc / svcs / serv / srvc
trading = trdg
invest = investment / investments
const = construction / constructions / constr
mgmt = management / mgt / mngt / managment
mfg = manufacturing / manufg / mfrg
eng = engineering / engg / engrg
edu = education / educational
agency = agencies / agcy
assn = association / associations / assoc
group = grp / groups
univ = university
inst = institute / institutes
org = organization / organisation / organizations / organisations
labor = labour / labours / labors
employment = employments
recruitment = recruitments
manpower = man power / manpowers
overseas = oversea
consultancy = consultancies
consultant = consultants
enterprise = enterprises
industry = industries
solution = solutions / soln
resource = resources
product = products
skill = skills
career = careers
travel = travels
tour = tours
worker = workers
govt = government
bros = brothers
dept = department
supply = supplies
program = programme / programs / programmes
language = languages
"""
# Two letters that are as often the name of a firm or a legal form elsewhere (PT of Indonesia): they count as the phrase
# only in a row with another word that is certain. The longer form keeps a bare “DT” from meeting every “đầu tư”.
_AMBIGUOUS = {
    "dt": "dtu",
    "pt": "ptrien",
    "cn": "cnghe",
    "kt": "kthuat",
    "cu": "cungung",
    "ht": "htac",
    "qt": "qte",
    "nl": "nluc",
    "xk": "xkhau",
    "nk": "nkhau",
    "ld": "ldong",
    "gd": "gduc",
    "dl": "dlich",
    "vt": "vtai",
    "tv": "tvan",
    "hn": "hanoi",
}
_VIETNAMESE_LEGAL = "cp tnhh cty ctcp mtv tct"


def _words(phrases: str) -> list[tuple[str, ...]]:
    return [tuple(plain(phrase).split()) for phrase in re.split(r"[/\n]", phrases) if plain(phrase)]


def _by_first_word(phrases: dict[tuple[str, ...], tuple[str, ...]]) -> dict[str, list]:
    """First word → (phrase, its words, its length), the longest phrase first."""
    table: dict[str, list] = {}
    for phrase in sorted(phrases, key=len, reverse=True):
        table.setdefault(phrase[0], []).append((phrase, len(phrase), phrases[phrase]))
    return table


_ANYWHERE_TABLE = _by_first_word(dict.fromkeys(_words(_ANYWHERE), ()))
_FIRST_FORMS, _LAST_FORMS = set(_words(_FIRST)), set(_words(_LAST))
_INSIDE_FORMS = re.compile(
    "|".join(sorted({re.escape(plain(form)) for form in _INSIDE.split()}, key=len, reverse=True))
)


def _shortened() -> dict[tuple[str, ...], tuple[str, ...]]:
    table = {}
    for line in _SHORTENED.strip().splitlines():
        short, _, ways = line.partition(" = ")
        for way in _words(ways):
            table[tuple(word for word in way if word not in _JOINING)] = tuple(short.split())
    return table


_SHORT_FORMS = _shortened()
_SHORT_TABLE = _by_first_word(_SHORT_FORMS)
_LONGEST_PHRASE = max(map(len, _SHORT_FORMS))
# The rows of Vietnamese words end with the places: what follows is another language.
_CERTAIN = {
    word for line in _SHORTENED.strip().split("\nintl =")[0].splitlines() for word in line.partition(" = ")[0].split()
} - {"cao"} | set(_VIETNAMESE_LEGAL.split())


def without_legal_form(plain_text: str) -> str:
    """The name alone, whatever the language of the legal form, or the text as it came when nothing else is in it."""
    text = plain_text[:LONGEST]
    if not text.isascii():
        text = _INSIDE_FORMS.sub(" ", text)
    words = text.split()
    return " ".join([words[place] for place in name_places(words)]) or plain_text


def name_places(words: list[str]) -> list[int]:
    """Where the words stand that are not part of a legal form."""
    places = []
    place, count = 0, len(words)
    while place < count:
        for phrase, length, _ in _ANYWHERE_TABLE.get(words[place], ()):
            if length == 1 or tuple(words[place : place + length]) == phrase:
                place += length
                break
        else:
            places.append(place)
            place += 1
    while len(places) > 1 and (words[places[-1]],) in _LAST_FORMS:
        places.pop()
    if places and places[0] == 0:
        for length in (2, 1):
            if len(places) > length and tuple(words[:length]) in _FIRST_FORMS:
                return places[length:]
    return places


def abbreviated(plain_text: str) -> str:
    """One short form for what firms write in full or shorten, the joining words left out.

    ``thuong mai va dich vu``, ``tm & dv`` and ``tmdv`` all become ``tm dv``; ``international`` and ``intl`` become
    ``intl``. The result is a key, never shown. Repeated, it stays the same.
    """
    words = [word for word in plain_text[:LONGEST].split() if word not in _JOINING]
    # A word made certain may begin a phrase with the next: “hn city” is “hanoi city”, and that is “hanoi”.
    while (shorter := _shortened_words(words)) != words:
        words = shorter
    return " ".join(words) or plain_text


def _shortened_words(words: list[str]) -> list[str]:
    """In one pass: what was shortened is read again with the words around it, so a long chain costs no further pass."""
    found: list[str] = []
    left = deque(words)
    while left:
        for phrase, length, short in _SHORT_TABLE.get(left[0], ()):
            if length == 1 or tuple(islice(left, length)) == phrase:
                for _word in phrase:
                    left.popleft()
                left.extendleft(reversed(short))
                for _word in range(min(len(found), _LONGEST_PHRASE - 1)):
                    left.appendleft(found.pop())
                break
        else:
            found.append(left.popleft())
    return found if _AMBIGUOUS.keys().isdisjoint(found) else _made_certain(found)


def _made_certain(words: list[str]) -> list[str]:
    """Two-letter words brought to their phrase where another shortened word or a legal form stands in the same row."""
    made: list[str] = []
    for shortened, row in groupby(words, _is_shortened):
        row_words = list(row)
        if shortened and not all(word in _AMBIGUOUS for word in row_words):
            row_words = [_AMBIGUOUS.get(word, word) for word in row_words]
        made += row_words
    return made


def _is_shortened(word: str) -> bool:
    return word in _AMBIGUOUS or word in _CERTAIN
