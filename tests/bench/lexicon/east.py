# ruff: noqa: E501 (letters of Asia count double)
"""Chinese characters as China writes them, Mongolian Cyrillic, and the words of supervising organizations in Japan."""

from tests.bench.lexicon.tongue import Tongue, syllables, words

CHINA = Tongue(
    country="CN",
    language="zh",
    lengths=(2, 2, 3, 2),
    between="",
    telephone="+86-{area}-{a}{b}",
    domain="com.cn",
    licence="LW{number}{year}",
    syllables=syllables(
        """
        华:hua:ホワ 中:zhong:ジョン 国:guo:グオ 海:hai:ハイ 天:tian:ティエン 安:an:アン 盛:sheng:ション 达:da:ダー
        兴:xing:シン 龙:long:ロン 东:dong:ドン 方:fang:ファン 金:jin:ジン 鑫:xin:シン 源:yuan:ユエン 泰:tai:タイ 和:he:ホー
        信:xin:シン 远:yuan:ユエン 洋:yang:ヤン 通:tong:トン 顺:shun:シュン 丰:feng:フォン 嘉:jia:ジア 恒:heng:ホン
        瑞:rui:ルイ 祥:xiang:シアン 宏:hong:ホン 伟:wei:ウェイ 博:bo:ボー 新:xin:シン 世:shi:シー 纪:ji:ジー 江:jiang:ジアン
        鲁:lu:ルー 辽:liao:リャオ 锦:jin:ジン 长:chang:チャン 春:chun:チュン 晟:sheng:ション 威:wei:ウェイ 亚:ya:ヤー
        联:lian:リエン 合:he:ホー 力:li:リー 诚:cheng:チョン 德:de:ドー 桥:qiao:チャオ 鹏:peng:ポン 凯:kai:カイ
        """
    ),
    business=words(
        """
        国际 = International = インターナショナル
        经济技术合作 = Economic and Technical Cooperation = 経済技術合作
        劳务 = Labour Service = 労務
        对外 = Foreign = 対外
        人力资源 = Human Resources = ヒューマンリソース
        贸易 = Trading = トレーディング
        服务 = Service = サービス
        咨询 = Consulting = コンサルティング
        教育 = Education = 教育
        投资 = Investment = インベストメント
        建设 = Construction = 建設
        集团 = Group = グループ
        """
    ),
    forms=words(
        """
        有限公司 = Co., Ltd. = 有限公司
        有限责任公司 = Limited Liability Company = 有限責任公司
        股份有限公司 = Joint Stock Co., Ltd. = 股份有限公司
        总公司 = Corporation = 総公司
        """
    ),
    towns=words(
        """
        北京 = Beijing = 北京
        上海 = Shanghai = 上海
        大连 = Dalian = 大連
        青岛 = Qingdao = 青島
        山东 = Shandong = 山東
        江苏 = Jiangsu = 江蘇
        吉林 = Jilin = 吉林
        河南 = Henan = 河南
        沈阳 = Shenyang = 瀋陽
        """
    ),
)

MONGOLIA = Tongue(
    country="MN",
    language="mn",
    lengths=(1, 2, 2),
    within=" ",
    telephone="+976-{area}-{a}{b}",
    domain="mn",
    licence="{number}/{year}",
    syllables=syllables(
        """
        Алтан:altan:アルタン Мөнх:munkh:ムンフ Баян:bayan:バヤン Эрдэнэ:erdene:エルデネ Тэнгэр:tenger:テンゲル Хан:khan:ハーン
        Уул:uul:オール Гол:gol:ゴル Тал:tal:タル Нар:nar:ナル Сар:sar:サル Од:od:オド Хүрд:khurd:フルド Зам:zam:ザム
        Шинэ:shine:シネ Их:ikh:イフ Буян:buyan:ボヤン Жавхлан:javkhlan:ジャブフラン Өлзий:ulzii:ウルジー Номин:nomin:ノミン
        Сүлд:suld:スルド Хангай:khangai:ハンガイ Говь:govi:ゴビ Орхон:orkhon:オルホン Сэлэнгэ:selenge:セレンゲ
        Цэцэг:tsetseg:ツェツェグ Мөрөн:murun:ムルン Туяа:tuya:トゥヤー Очир:ochir:オチル Гэрэл:gerel:ゲレル
        """
    ),
    business=words(
        """
        Интернэшнл = International = インターナショナル
        Трейд = Trade = トレード
        хөдөлмөр = Labour = 労働
        хүний нөөц = Human Resources = ヒューマンリソース
        үйлчилгээ = Service = サービス
        боловсрол = Education = 教育
        сургалт = Training = トレーニング
        хөгжил = Development = デベロップメント
        """
    ),
    forms=words(
        """
        ХХК = LLC = 有限会社
        ХК = JSC = 株式会社
        ТББ = NGO = 非営利団体
        """
    ),
    towns=words(
        """
        Улаанбаатар = Ulaanbaatar = ウランバートル
        Дархан = Darkhan = ダルハン
        Эрдэнэт = Erdenet = エルデネト
        """
    ),
)

# Kanji:romanized:reading. Two or three make a name such as 豊栄; places stand alone.
JAPANESE = syllables(
    """
    豊:ho:ホウ 栄:ei:エイ 和:wa:ワ 光:ko:コウ 大:dai:ダイ 東:to:トウ 西:sei:セイ 南:nan:ナン 北:hoku:ホク 新:shin:シン
    共:kyo:キョウ 立:ritsu:リツ 国:koku:コク 友:yu:ユウ 信:shin:シン 明:mei:メイ 洋:yo:ヨウ 海:kai:カイ 山:san:サン 川:sen:セン
    富:fu:フ 士:shi:シ 桜:o:オウ 梅:bai:バイ 松:sho:ショウ 竹:chiku:チク 鶴:kaku:カク 亀:ki:キ 龍:ryu:リュウ 鳳:ho:ホウ
    旭:kyoku:キョク 陽:yo:ヨウ 進:shin:シン 誠:sei:セイ 愛:ai:アイ 絆:han:ハン 未:mi:ミ 来:rai:ライ 希:ki:キ 望:bo:ボウ
    協:kyo:キョウ 和:wa:ワ 興:ko:コウ 産:san:サン 広:ko:コウ 沢:taku:タク 浜:hin:ヒン 島:to:トウ 関:kan:カン 応:o:オウ
    """
)
PLACES = words(
    """
    東京 = Tokyo = トウキョウ
    大阪 = Osaka = オオサカ
    愛知 = Aichi = アイチ
    福岡 = Fukuoka = フクオカ
    広島 = Hiroshima = ヒロシマ
    北海道 = Hokkaido = ホッカイドウ
    静岡 = Shizuoka = シズオカ
    熊本 = Kumamoto = クマモト
    岐阜 = Gifu = ギフ
    埼玉 = Saitama = サイタマ
    茨城 = Ibaraki = イバラキ
    長野 = Nagano = ナガノ
    新潟 = Niigata = ニイガタ
    鹿児島 = Kagoshima = カゴシマ
    沖縄 = Okinawa = オキナワ
    京都 = Kyoto = キョウト
    兵庫 = Hyogo = ヒョウゴ
    富山 = Toyama = トヤマ
    香川 = Kagawa = カガワ
    滋賀 = Shiga = シガ
    """
)
# Where such an organization may sit: the names of PLACES with their prefecture.
PREFECTURE_OF = {"東京": "東京都", "大阪": "大阪府", "京都": "京都府", "北海道": "北海道"}
TRADES = words(
    """
    国際 = International = コクサイ
    事業 = Business = ジギョウ
    人材 = Human Resources = ジンザイ
    建設 = Construction = ケンセツ
    交流 = Exchange = コウリュウ
    機械金属 = Machinery and Metal = キカイキンゾク
    食品 = Food = ショクヒン
    技能 = Skills = ギノウ
    農業 = Agriculture = ノウギョウ
    水産 = Fisheries = スイサン
    縫製 = Sewing = ホウセイ
    介護 = Care = カイゴ
    経営 = Management = ケイエイ
    産業 = Industry = サンギョウ
    情報 = Information = ジョウホウ
    繊維 = Textile = センイ
    自動車 = Automobile = ジドウシャ
    開発 = Development = カイハツ
    アジア = Asia = アジア
    ネットワーク = Network = ネットワーク
    サポート = Support = サポート
    グローバル = Global = グローバル
    """
)
UNIONS = words(
    """
    協同組合 = Cooperative = キョウドウクミアイ
    事業協同組合 = Business Cooperative = ジギョウキョウドウクミアイ
    商工会議所 = Chamber of Commerce = ショウコウカイギショ
    一般社団法人 = General Incorporated Association = イッパンシャダンホウジン
    公益財団法人 = Public Interest Foundation = コウエキザイダンホウジン
    農業協同組合 = Agricultural Cooperative = ノウギョウキョウドウクミアイ
    """
)
