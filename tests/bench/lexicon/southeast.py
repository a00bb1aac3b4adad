# ruff: noqa: E501 (letters of Asia count double)
"""Khmer, Lao, Burmese, Thai, and the Latin letters of Indonesia and the Philippines."""

from tests.bench.lexicon.tongue import Tongue, syllables, words

CAMBODIA = Tongue(
    country="KH",
    language="km",
    lengths=(2, 2, 3, 1),
    between=" ",
    form_first=True,
    telephone="+855-{area}-{a}{b}",
    domain="com.kh",
    licence="No. {number}/{year} MLVT",
    syllables=syllables(
        """
        សុ:so:ソ ខា:kha:カー ដា:da:ダー រ៉ា:ra:ラー វិ:vi:ヴィ ជ័យ:chey:チェイ ពេជ្រ:pich:ピッチ មាស:meas:ミアス
        ចន្ទ:chan:チャン ភូ:phou:プー សេរី:serei:セレイ ម៉ី:mey:メイ ណា:na:ナー លី:ly:リー ធា:thea:ティア រ័ត្ន:roth:ロット
        បុប្ផា:bopha:ボパー ពិសី:pisey:ピセイ សំ:som:ソム អង្គរ:angkor:アンコール មេគង្គ:mekong:メコン កុសល:kosal:コサル
        ដារ៉ា:dara:ダラー សុខ:sok:ソック ហេង:heng:ヘン លាភ:leap:リープ វណ្ណ:vann:ヴァン ថៃ:thai:タイ មុន្នី:mony:モニー
        បញ្ញា:panha:パニャー ទេព:tep:テープ រស្មី:reaksmey:リアスメイ ភាព:pheap:ピープ ស្រី:srey:スレイ កែវ:keo:カエウ
        """
    ),
    business=words(
        """
        អន្តរជាតិ = International = インターナショナル
        ធនធានមនុស្ស = Human Resources = ヒューマンリソース
        ម៉ែនផៅវើ = Manpower = マンパワー
        អភិវឌ្ឍន៍ = Development = デベロップメント
        វិនិយោគ = Investment = インベストメント
        សេវាកម្ម = Service = サービス
        ពាណិជ្ជកម្ម = Trading = トレーディング
        អប់រំ = Education = 教育
        បណ្តុះបណ្តាល = Training = トレーニング
        ការងារ = Employment = 雇用
        """
    ),
    forms=words(
        """
        ក្រុមហ៊ុន = Co., Ltd. = 株式会社
        ក្រុមហ៊ុន = Plc. = 公開会社
        មជ្ឈមណ្ឌល = Center = センター
        """
    ),
    towns=words(
        """
        ភ្នំពេញ = Phnom Penh = プノンペン
        សៀមរាប = Siem Reap = シェムリアップ
        បាត់ដំបង = Battambang = バッタンバン
        កណ្តាល = Kandal = カンダル
        """
    ),
)

LAOS = Tongue(
    country="LA",
    language="lo",
    lengths=(2, 2, 3),
    between=" ",
    form_first=True,
    telephone="+856-{area}-{a}{b}",
    domain="la",
    licence="{number}/MLSW",
    syllables=syllables(
        """
        ພອນ:phone:ポーン ສະ:sa:サ ຫວັນ:van:ヴァン ຄຳ:kham:カム ແສງ:seng:セン ວຽງ:vieng:ヴィエン ຈັນ:chan:チャン ສີ:si:シー
        ບຸນ:boun:ブン ມີ:mi:ミー ໄຊ:xay:サイ ຊະນະ:xana:サナ ດາວ:dao:ダオ ເງິນ:ngeun:グン ທອງ:thong:トン ນາງ:nang:ナン
        ສຸກ:souk:スック ລາວ:lao:ラオ ຈຳປາ:champa:チャンパー ນ້ຳ:nam:ナム ຂອງ:khong:コン ພູ:phou:プー ດອນ:done:ドーン
        ມະນີ:mani:マニー ວົງ:vong:ヴォン ເພັດ:phet:ペット ຊາດ:xat:サット ແກ້ວ:keo:ケオ ໃຈ:chai:チャイ ຫຼ້າ:la:ラー
        """
    ),
    business=words(
        """
        ສາກົນ = International = インターナショナル
        ຈັດຫາງານ = Employment = 雇用
        ແຮງງານ = Labour = 労働
        ພັດທະນາ = Development = デベロップメント
        ບໍລິການ = Service = サービス
        ລົງທຶນ = Investment = インベストメント
        ການຄ້າ = Trading = トレーディング
        ການສຶກສາ = Education = 教育
        """
    ),
    forms=words(
        """
        ບໍລິສັດ = Co., Ltd = 株式会社
        ບໍລິສັດ = Sole Co., Ltd = 一人会社
        """
    ),
    towns=words(
        """
        ວຽງຈັນ = Vientiane = ビエンチャン
        ຫຼວງພະບາງ = Luang Prabang = ルアンパバーン
        ປາກເຊ = Pakse = パクセー
        """
    ),
)

MYANMAR = Tongue(
    country="MM",
    language="my",
    lengths=(2, 3, 2),
    between="",
    telephone="+95-{area}-{a}{b}",
    domain="com.mm",
    licence="No.{number}/{year}",
    syllables=syllables(
        """
        အောင်:aung:アウン ကျော်:kyaw:チョー မြင့်:myint:ミン ဇော်:zaw:ゾー လှ:hla:フラ ခင်:khin:キン သန်း:than:タン
        ရွှေ:shwe:シュエ ငွေ:ngwe:グエ စန္ဒာ:sandar:サンダー မိုး:moe:モー သူ:thu:トゥ ဝင်း:win:ウィン မင်း:min:ミン
        ထွန်း:htun:トゥン ဇေယျာ:zeyar:ゼーヤー သီရိ:thiri:ティリ ပြည်:pyi:ピー တော်:taw:トー နေ:nay:ネー လင်း:linn:リン
        စိုး:soe:ソー ဖြိုး:phyo:ピョー ကောင်း:kaung:カウン ယု:yu:ユ မာ:mar:マー ဆု:su:ス ရတနာ:yadanar:ヤダナー
        ပုလဲ:pale:パレー ပင်:pin:ピン လမင်း:lamin:ラミン ဒီပါ:dipar:ディパー
        """
    ),
    business=words(
        """
        နိုင်ငံတကာ = International = インターナショナル
        အလုပ်အကိုင် = Employment = 雇用
        လူ့စွမ်းအား = Human Resources = ヒューマンリソース
        ဝန်ဆောင်မှု = Services = サービス
        ကုန်သွယ်ရေး = Trading = トレーディング
        ဖွံ့ဖြိုးရေး = Development = デベロップメント
        ပညာရေး = Education = 教育
        သင်တန်း = Training = トレーニング
        """
    ),
    forms=words(
        """
        ကုမ္ပဏီလီမိတက် = Co., Ltd. = 株式会社
        အုပ်စု = Group = グループ
        """
    ),
    towns=words(
        """
        ရန်ကုန် = Yangon = ヤンゴン
        မန္တလေး = Mandalay = マンダレー
        နေပြည်တော် = Naypyitaw = ネピドー
        """
    ),
)

THAILAND = Tongue(
    country="TH",
    language="th",
    lengths=(2, 3, 2, 4),
    between=" ",
    form_first=True,
    telephone="+66-{area}-{a}{b}",
    domain="co.th",
    licence="ต.{number}/{year}",
    syllables=syllables(
        """
        สม:som:ソム ชาย:chai:チャイ ศรี:sri:シー ทอง:thong:トン วัฒนา:watthana:ワッタナー บุญ:bun:ブン มงคล:mongkhon:モンコン
        ชัย:chai:チャイ เจริญ:charoen:チャルン พร:phon:ポン สุข:suk:スック ไทย:thai:タイ นคร:nakhon:ナコン กิจ:kit:キット
        รุ่ง:rung:ルン เรือง:rueang:ルアン แสง:saeng:セーン ดาว:dao:ダオ มณี:mani:マニー พงษ์:phong:ポン เกียรติ:kiat:キアット
        สยาม:sayam:サヤーム อรุณ:arun:アルン วงศ์:wong:ウォン ธน:thana:タナ ภัทร:phat:パット จันทร์:chan:チャン เพชร:phet:ペット
        ลักษณ์:lak:ラック อุดม:udom:ウドム ปัญญา:panya:パンヤー กร:kon:コーン ณรงค์:narong:ナロン ประ:pra:プラ เสริฐ:soet:スート
        """
    ),
    business=words(
        """
        อินเตอร์เนชั่นแนล = International = インターナショナル
        จัดหางาน = Recruitment = リクルート
        แรงงาน = Labour = 労働
        พัฒนา = Development = デベロップメント
        บริการ = Service = サービス
        การค้า = Trading = トレーディング
        การศึกษา = Education = 教育
        ฝึกอบรม = Training = トレーニング
        เทคโนโลยี = Technology = テクノロジー
        """
    ),
    forms=words(
        """
        บริษัท จำกัด = Co., Ltd. = 株式会社
        ห้างหุ้นส่วนจำกัด = Limited Partnership = 合資会社
        บริษัทจัดหางาน = Recruitment Co., Ltd. = 人材会社
        """
    ),
    towns=words(
        """
        กรุงเทพมหานคร = Bangkok = バンコク
        เชียงใหม่ = Chiang Mai = チェンマイ
        ขอนแก่น = Khon Kaen = コンケン
        อุดรธานี = Udon Thani = ウドンタニ
        """
    ),
)

INDONESIA = Tongue(
    country="ID",
    language="id",
    lengths=(2, 3, 3, 4),
    form_first=True,
    telephone="+62-{area}-{a}{b}",
    domain="co.id",
    licence="KEP.{number}/LATTAS/{year}",
    syllables=syllables(
        """
        ba:ba:バ ka:ka:カ ma:ma:マ na:na:ナ ra:ra:ラ sa:sa:サ ta:ta:タ wa:wa:ワ ya:ya:ヤ bi:bi:ビ di:di:ディ mi:mi:ミ
        ni:ni:ニ ri:ri:リ si:si:シ ti:ti:ティ bu:bu:ブ du:du:ドゥ gu:gu:グ ku:ku:ク lu:lu:ル mu:mu:ム su:su:ス ju:ju:ジュ
        tra:tra:トラ dra:dra:ドラ gra:gra:グラ pra:pra:プラ kar:kar:カル har:har:ハル war:war:ワル ngga:ngga:ンガ
        jaya:jaya:ジャヤ wi:wi:ウィ putra:putra:プトラ in:in:イン an:an:アン la:la:ラ do:do:ド no:no:ノ
        """
    ),
    business=words(
        """
        Indonesia = Indonesia = インドネシア
        Mandiri = Mandiri = マンディリ
        Sejahtera = Sejahtera = スジャトラ
        Internasional = International = インターナショナル
        Karya = Karya = カルヤ
        Abadi = Abadi = アバディ
        Utama = Utama = ウタマ
        Bersama = Bersama = ベルサマ
        Nusantara = Nusantara = ヌサンタラ
        Tenaga Kerja = Manpower = マンパワー
        Pelatihan = Training = トレーニング
        Sumber Daya = Resources = リソース
        """
    ),
    forms=words(
        """
        PT = PT = 株式会社
        LPK = LPK = 職業訓練校
        Yayasan = Yayasan = 財団
        CV = CV = 合資会社
        LPK-SO = LPK-SO = 送出し機関
        """
    ),
    towns=words(
        """
        Jakarta = Jakarta = ジャカルタ
        Bandung = Bandung = バンドン
        Semarang = Semarang = スマラン
        Surabaya = Surabaya = スラバヤ
        Bekasi = Bekasi = ブカシ
        Yogyakarta = Yogyakarta = ジョグジャカルタ
        Denpasar = Denpasar = デンパサール
        """
    ),
)

PHILIPPINES = Tongue(
    country="PH",
    language="fil",
    lengths=(2, 3, 2),
    telephone="+63-{area}-{a}{b}",
    domain="com.ph",
    licence="POEA-{number}-LB-{year}-R",
    syllables=syllables(
        """
        san:san:サン mar:mar:マル lo:lo:ロ ren:ren:レン zo:zo:ソ ma:ma:マ ga:ga:ガ lan:lan:ラン tes:tes:テス cru:cru:クル
        del:del:デル ro:ro:ロ sa:sa:サ rio:rio:リオ bel:bel:ベル la:la:ラ vis:vis:ビス ta:ta:タ can:can:カン pa:pa:パ
        bo:bo:ボ na:na:ナ gui:gui:ギ lu:lu:ル zon:zon:ソン min:min:ミン da:da:ダ nao:nao:ナオ ce:ce:セ bu:bu:ブ
        ma:ma:マ ka:ka:カ ti:ti:ティ pan:pan:パン gas:gas:ガス tar:tar:タル lac:lac:ラック ri:ri:リ zal:zal:サル al:al:アル
        """
    ),
    business=words(
        """
        International = International = インターナショナル
        Manpower = Manpower = マンパワー
        Recruitment = Recruitment = リクルートメント
        Services = Services = サービス
        Agency = Agency = エージェンシー
        Human Resources = Human Resources = ヒューマンリソース
        Placement = Placement = プレースメント
        Consultancy = Consultancy = コンサルタンシー
        Overseas = Overseas = オーバーシーズ
        Employment = Employment = エンプロイメント
        Training = Training = トレーニング
        Global = Global = グローバル
        """
    ),
    forms=words(
        """
        Inc. = Inc. = 株式会社
        Corporation = Corporation = 株式会社
        Co. = Co. = 会社
        Corp. = Corp. = 株式会社
        """
    ),
    towns=words(
        """
        Manila = Manila = マニラ
        Makati City = Makati City = マカティ
        Quezon City = Quezon City = ケソン
        Cebu City = Cebu City = セブ
        Davao City = Davao City = ダバオ
        Pasay City = Pasay City = パサイ
        """
    ),
)
