"""English words that stand in names of organizations, as Japanese writes them."""

_WORDS = """
international いんたーなしょなる / intl いんたーなしょなる / inter いんたー / human ひゅーまん / resource りそーす
resources りそーすず / cooperation こーぽれーしょん / cooperative こーぽらてぃぶ / corporation こーぽれーしょん
global ぐろーばる / group ぐるーぷ / service さーびす / services さーびすず / training とれーにんぐ
center せんたー / centre せんたー / manpower まんぱわー / power ぱわー / employment えんぷろいめんと
overseas おーばーしーず / development でべろっぷめんと / trading とれーでぃんぐ / trade とれーど
agency えーじぇんしー / star すたー / lotus ろーたす / sun さん / sunrise さんらいず / golden ごーるでん
gold ごーるど / asia あじあ / asian あじあん / pacific ぱしふぃっく / ocean おーしゃん / world わーるど
future ふゅーちゃー / bridge ぶりっじ / job じょぶ / jobs じょぶず / link りんく / links りんくす / connect こねくと
connection こねくしょん / skill すきる / skills すきるず / care けあ / career きゃりあ / careers きゃりあず
education えでゅけーしょん / academy あかでみー / institute いんすてぃてゅーと / school すくーる / college かれっじ
university ゆにばーしてぃ / language らんげーじ / labour れいばー / labor れいばー / work わーく / works わーくす
worker わーかー / workers わーかーず / recruitment りくるーとめんと / recruiting りくるーてぃんぐ
recruit りくるーと / placement ぷれいすめんと / staff すたっふ / staffing すたっふぃんぐ / management まねじめんと
investment いんべすとめんと / invest いんべすと / construction こんすとらくしょん / engineering えんじにありんぐ
technology てくのろじー / technologies てくのろじーず / technical てくにかる / tech てっく / industry いんだすとりー
industrial いんだすとりある / industries いんだすとりーず / import いんぽーと / export えくすぽーと
commercial こまーしゃる / general じぇねらる / national なしょなる / united ゆないてっど / union ゆにおん
unity ゆにてぃ / alliance あらいあんす / association あそしえーしょん / foundation ふぁうんでーしょん
organization おーがにぜーしょん / organisation おーがにぜーしょん / bureau びゅーろー / office おふぃす
department でぱーとめんと / ministry みにすとりー / government がばめんと / foreign ふぉーりん
consultancy こんさるたんしー / consultant こんさるたんと / consultants こんさるたんつ / consulting こんさるてぃんぐ
solution そりゅーしょん / solutions そりゅーしょんず / support さぽーと / supply さぷらい / system しすてむ
systems しすてむず / network ねっとわーく / net ねっと / partner ぱーとなー / partners ぱーとなーず
business びじねす / enterprise えんたーぷらいず / enterprises えんたーぷらいぜず / holding ほーるでぃんぐ
holdings ほーるでぃんぐす / travel とらべる / tour つあー / tours つあーず / tourist つーりすと / marine まりん
ship しっぷ / shipping しっぴんぐ / crew くるー / medical めでぃかる / health へるす / nursing なーしんぐ
welfare うぇるふぇあ / life らいふ / home ほーむ / blue ぶるー / green ぐりーん / red れっど / white ほわいと
black ぶらっく / silver しるばー / diamond だいやもんど / dragon どらごん / eagle いーぐる / tiger たいがー
phoenix ふぇにっくす / lion らいおん / king きんぐ / royal ろいやる / crown くらうん / sky すかい / sea しー
river りばー / moon むーん / light らいと / bright ぶらいと / day でい / daystar でいすたー / rise らいず
smart すまーと / best べすと / top とっぷ / first ふぁーすと / one わん / new にゅー / next ねくすと / good ぐっど
great ぐれーと / grand ぐらんど / super すーぱー / success さくせす / victory びくとりー / hope ほーぷ
dream どりーむ / dreams どりーむず / happy はっぴー / lucky らっきー / friend ふれんど / friends ふれんず
friendship ふれんどしっぷ / japan じゃぱん / indonesia いんどねしあ / philippines ふぃりぴん / philippine ふぃりぴん
cambodia かんぼじあ / myanmar みゃんまー / mongolia もんごる / thailand たいらんど / thai たい / lanka らんか
bangla ばんぐら / bangladesh ばんぐらでしゅ / nepal ねぱーる / india いんど / pakistan ぱきすたん
uzbekistan うずべきすたん / china ちゃいな / laos らおす / lao らお / tokyo とうきょう / mekong めこん
gateway げーとうぇい / gate げーと / way うぇい / road ろーど / express えくすぷれす / east いーすと
eastern いーすたん / west うぇすと / western うぇすたん / north のーす / south さうす / southern さざん
northern のーざん / central せんとらる / city してぃ / house はうす / land らんど / field ふぃーるど
product ぷろだくと / products ぷろだくつ / production ぷろだくしょん / food ふーど / foods ふーず
garment がーめんと / textile てきすたいる / fashion ふぁっしょん / creative くりえいてぃぶ / delight でぃらいと
people ぴーぷる / talent たれんと / talents たれんつ / personnel ぱーそねる / professional ぷろふぇっしょなる
pro ぷろ / expert えきすぱーと / experts えきすぱーつ / master ますたー / plus ぷらす / infinity いんふぃにてぃ
universal ゆにばーさる / vision びじょん / mission みっしょん / value ばりゅー / quality くおりてぃ / trust とらすと
safety せーふてぃー / power ぱわー / energy えなじー / and あんど / the ざ / of おぶ / for ふぉー / studio すたじお
crystal くりすたる / powers ぱわーず / learn らーん / learning らーにんぐ / pearl ぱーる / ruby るびー
emerald えめらるど / sapphire さふぁいあ / platinum ぷらちな / rainbow れいんぼー / garden がーでん
flower ふらわー / rose ろーず / orchid おーきっど / palm ぱーむ / tree つりー / forest ふぉれすと
mountain まうんてん / hill ひる / hills ひるず / valley ばれー / island あいらんど / islands あいらんず
beach びーち / port ぽーと / lake れいく / wind うぃんど / wave うぇーぶ / fire ふぁいあ / water うぉーたー
earth あーす / planet ぷらねっと / space すぺーす / galaxy ぎゃらくしー / universe ゆにばーす / horizon ほらいぞん
dawn どーん / morning もーにんぐ / spring すぷりんぐ / summer さまー / winter うぃんたー / sunshine さんしゃいん
sunlight さんらいと / sunflower さんふらわー / starlight すたーらいと / stars すたーず / angel えんじぇる
angels えんじぇるす / prince ぷりんす / princess ぷりんせす / queen くいーん / knight ないと / hero ひーろー
champion ちゃんぴおん / winner うぃなー / leader りーだー / leaders りーだーず / leading りーでぃんぐ
pioneer ぱいおにあ / frontier ふろんてぃあ / venture べんちゃー / ventures べんちゃーず / challenge ちゃれんじ
chance ちゃんす / opportunity おぽちゅにてぃ / opportunities おぽちゅにてぃーず / progress ぷろぐれす
growth ぐろーす / prosperity ぷろすぺりてぃ / fortune ふぉーちゅん / treasure とれじゃー / rich りっち
money まねー / bank ばんく / finance ふぁいなんす / capital きゃぴたる / fund ふぁんど / market まーけっと
marketing まーけてぃんぐ / sales せーるす / store すとあ / shop しょっぷ / mart まーと / logistics ろじすてぃくす
transport とらんすぽーと / cargo かーご / delivery でりばりー / line らいん / lines らいんず / airline えあらいん
airlines えあらいんず / aviation あびえーしょん / motor もーたー / motors もーたーず / auto おーと / machine ましん
machinery ましなりー / metal めたる / steel すちーる / stone すとーん / rock ろっく / wood うっど / paper ぺーぱー
plastic ぷらすちっく / glass ぐらす / electric えれくとりっく / electronics えれくとろにくす / digital でじたる
data でーた / information いんふぉめーしょん / computer こんぴゅーたー / software そふとうぇあ / online おんらいん
web うぇぶ / cyber さいばー / media めでぃあ / design でざいん / arts あーつ / music みゅーじっく / sport すぽーつ
sports すぽーつ / club くらぶ / hotel ほてる / restaurant れすとらん / kitchen きっちん / cafe かふぇ
coffee こーひー / rice らいす / farm ふぁーむ / farms ふぁーむず / agri あぐり / agriculture あぐりかるちゃー
agro あぐろ / fish ふぃっしゅ / fishery ふぃっしゅりー / seafood しーふーど / meat みーと / fruit ふるーつ
fresh ふれっしゅ / natural なちゅらる / nature ねいちゃー / organic おーがにっく / eco えこ / bio ばいお
clinic くりにっく / hospital ほすぴたる / doctor どくたー / nurse なーす / caregiver けあぎばー / senior しにあ
family ふぁみりー / child ちゃいるど / children ちるどれん / kids きっず / youth ゆーす / young やんぐ
women うぃめん / student すちゅーでんと / students すちゅーでんつ / study すたでぃ / teacher てぃーちゃー
campus きゃんぱす / class くらす / course こーす / test てすと / book ぶっく / books ぶっくす / library らいぶらりー
knowledge なれっじ / wisdom うぃずだむ / smile すまいる / heart はーと / love らぶ / peace ぴーす
freedom ふりーだむ / harmony はーもにー / balance ばらんす / faith ふぇいす / spirit すぴりっと / soul そうる
mind まいんど / brain ぶれいん / hand はんど / hands はんず / face ふぇいす / voice ぼいす / sound さうんど
color からー / pink ぴんく / orange おれんじ / yellow いえろー / purple ぱーぷる / brown ぶらうん / three すりー
five ふぁいぶ / seven せぶん / million みりおん / double だぶる / twin ついん / multi まるち / mega めが
ultra うるとら / maximum まきしまむ / mini みに / prime ぷらいむ / premier ぷれみあ / premium ぷれみあむ
elite えりーと / select せれくと / choice ちょいす / perfect ぱーふぇくと / excellent えくせれんと
excellence えくせれんす / ideal あいでぃある / supreme すぷりーむ / classic くらしっく / modern もだん
advance あどばんす / advanced あどばんすど / active あくてぃぶ / action あくしょん / dynamic だいなみっく
speed すぴーど / quick くいっく / fast ふぁすと / rapid らぴっど / direct だいれくと / open おーぷん / free ふりー
safe せーふ / secure せきゅあ / security せきゅりてぃ / guard がーど / shield しーるど / guide がいど
concept こんせぷと / idea あいでぃあ / plan ぷらん / planning ぷらんにんぐ / project ぷろじぇくと
projects ぷろじぇくつ / program ぷろぐらむ / programme ぷろぐらむ / point ぽいんと / core こあ / base べーす
focus ふぉーかす / target たーげっと / goal ごーる / step すてっぷ / steps すてっぷす / stage すてーじ
level れべる / door どあ / window うぃんどう / tower たわー / castle きゃっする / palace ぱれす / plaza ぷらざ
park ぱーく / town たうん / village びれっじ / street すとりーと / avenue あべにゅー / square すくえあ
corner こーなー / station すてーしょん / terminal たーみなる / cross くろす / circle さーくる / ring りんぐ
wing うぃんぐ / wings うぃんぐす / feather ふぇざー / bird ばーど / swan すわん / hawk ほーく / falcon ふぁるこん
peacock ぴーこっく / horse ほーす / wolf うるふ / elephant えれふぁんと / dolphin どるふぃん / pegasus ぺがさす
apollo あぽろ / venus びーなす / jupiter じゅぴたー / mars まーず / mercury まーきゅりー / orion おりおん
alpha あるふぁ / beta べーた / gamma がんま / delta でるた / omega おめが / sigma しぐま / zenith ぜにす
summit さみっと / peak ぴーく / apex えいぺっくす / everest えべれすと / himalaya ひまらや / himalayan ひまらやん
orient おりえんと / oriental おりえんたる / continental こんちねんたる / atlantic あとらんてぃっく
europe よーろっぱ / euro ゆーろ / america あめりか / american あめりかん / australia おーすとらりあ / korea こりあ
singapore しんがぽーる / malaysia まれーしあ / hongkong ほんこん / taiwan たいわん / delhi でりー / mumbai むんばい
dhaka だっか / colombo ころんぼ / kathmandu かとまんず / manila まにら / jakarta じゃかるた / bangkok ばんこく
yangon やんごん / mandalay まんだれー / phnom ぷのん / penh ぺん / ulaanbaatar うらんばーとる / tashkent たしけんと
islamabad いすらまばーど / karachi からち / lahore らほーる / beijing ぺきん / shanghai しゃんはい / dalian だいれん
qingdao ちんたお / osaka おおさか / nagoya なごや / kyoto きょうと / nippon にっぽん / nihon にほん / corp こーぷ
company かんぱにー / partnership ぱーとなーしっぷ / relation りれーしょん / relations りれーしょんず
exchange えくすちぇんじ / contact こんたくと / communication こみゅにけーしょん
communications こみゅにけーしょんず / community こみゅにてぃ / society そさえてぃ / council かうんしる
board ぼーど / authority おーそりてぃ / federation ふぇでれーしょん / league りーぐ / team ちーむ / unit ゆにっと
force ふぉーす / hire はいあ / outsourcing あうとそーしんぐ / dispatch でぃすぱっち / migration まいぐれーしょん
immigration いみぐれーしょん / visa びざ / passport ぱすぽーと / ticket ちけっと / ticketing ちけってぃんぐ
holiday ほりでー / holidays ほりでーず / adventure あどべんちゃー / journey じゃーにー / voyage ぼいじ
cruise くるーず / maritime まりたいむ / captain きゃぷてん / anchor あんかー / compass こんぱす / pilot ぱいろっと
engine えんじん / builder びるだー / builders びるだーず / building びるでぃんぐ / contractor こんとらくたー
contractors こんとらくたーず / workforce わーくふぉーす / employ えんぷろい / employer えんぷろいやー
employers えんぷろいやーず / executive えぐぜくてぃぶ / manager まねーじゃー / director でぃれくたー
member めんばー / members めんばーず / intern いんたーん / interns いんたーんず / trainee とれーにー
trainees とれーにーず / trainer とれーなー / workshop わーくしょっぷ / laboratory らぼらとりー / research りさーち
science さいえんす / innovation いのべーしょん / innovative いのべーてぃぶ / intelligence いんてりじぇんす
genius じーにあす / logic ろじっく / magic まじっく / miracle みらくる / wonder わんだー / legend れじぇんど
paradise ぱらだいす / heaven へぶん / oasis おあしす / eternal えたーなる / forever ふぉーえばー
evergreen えばーぐりーん / millennium みれにあむ / century せんちゅりー / time たいむ / times たいむず
today とぅでい / tomorrow とぅもろー / generation じぇねれーしょん
"""

ENGLISH = dict(pair.split() for line in _WORDS.strip().splitlines() for pair in line.split(" / "))
