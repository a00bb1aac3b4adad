# ruff: noqa: E501 (letters of Asia count double)
"""Devanagari, Bengali, Sinhala, Urdu in Arabic letters, and Uzbek."""

from tests.bench.lexicon.tongue import Tongue, syllables, words

NEPAL = Tongue(
    country="NP",
    language="ne",
    lengths=(2, 3, 2),
    telephone="+977-{area}-{a}{b}",
    domain="com.np",
    licence="{number}/{year}",
    syllables=syllables(
        """
        हि:hi:ヒ माल:mal:マル शि:shi:シ व:va:バ का:ka:カー ली:li:リー गण्ड:gand:ガンド की:ki:キー ल:la:ラ क्ष्मी:laxmi:ラクシュミ
        सग:sag:サグ र:ra:ラ मा:ma:マー था:tha:タ सु:su:ス नि:ni:ニ ल:la:ラ बुद्ध:buddha:ブッダ अन्न:anna:アンナ पूर्ण:purna:プルナ
        मनस:manas:マナス लु:lu:ル धौ:dhau:ダウ गि:gi:ギ री:ri:リー ने:ne:ネ पाल:pal:パール राज:raj:ラージ देव:dev:デブ
        आ:aa:アー शा:sha:シャー विश्व:bishwa:ビシュワ जय:jaya:ジャヤ नव:nava:ナバ युग:yug:ユグ तारा:tara:タラ
        """
    ),
    business=words(
        """
        अन्तर्राष्ट्रिय = International = インターナショナル
        म्यानपावर = Manpower = マンパワー
        ओभरसिज = Overseas = オーバーシーズ
        सेवा = Service = サービス
        मानव संसाधन = Human Resources = ヒューマンリソース
        रोजगार = Employment = 雇用
        शिक्षा = Education = 教育
        तालिम = Training = トレーニング
        विकास = Development = デベロップメント
        """
    ),
    forms=words(
        """
        प्रा. लि. = Pvt. Ltd. = 株式会社
        प्राइभेट लिमिटेड = Private Limited = 株式会社
        """
    ),
    towns=words(
        """
        काठमाडौं = Kathmandu = カトマンズ
        पोखरा = Pokhara = ポカラ
        ललितपुर = Lalitpur = ラリトプル
        चितवन = Chitwan = チトワン
        """
    ),
)

INDIA = Tongue(
    country="IN",
    language="hi",
    lengths=(2, 3, 2),
    telephone="+91-{area}-{a}{b}",
    domain="in",
    licence="B-{number}/DEL/{year}",
    syllables=syllables(
        """
        आर्य:arya:アーリヤ भा:bha:バー रत:rat:ラト गङ्गा:ganga:ガンガー सूर्य:surya:スーリヤ नव:nav:ナヴ जी:ji:ジー वन:van:ヴァン
        प्र:pra:プラ गति:gati:ガティ श्री:shri:シュリー राम:ram:ラーム कृष्ण:krishna:クリシュナ महा:maha:マハー वीर:vir:ヴィール
        उदय:uday:ウダイ चन्द्र:chandra:チャンドラ लोक:lok:ローク सिद्धि:siddhi:シッディ शक्ति:shakti:シャクティ धन:dhan:ダン
        ज्योति:jyoti:ジョーティ अमर:amar:アマル सेतु:setu:セートゥ कम:kam:カマ ला:la:ラー मित्र:mitra:ミトラ देश:desh:デーシュ
        """
    ),
    business=words(
        """
        इंटरनेशनल = International = インターナショナル
        कौशल = Skills = スキル
        मानव संसाधन = Human Resources = ヒューマンリソース
        प्रशिक्षण = Training = トレーニング
        सेवाएं = Services = サービス
        शिक्षा = Education = 教育
        रोजगार = Employment = 雇用
        """
    ),
    forms=words(
        """
        प्राइवेट लिमिटेड = Private Limited = 株式会社
        लिमिटेड = Limited = 株式会社
        """
    ),
    towns=words(
        """
        दिल्ली = Delhi = デリー
        बेंगलुरु = Bengaluru = ベンガルール
        पुणे = Pune = プネー
        गुवाहाटी = Guwahati = グワーハーティー
        """
    ),
)

BANGLADESH = Tongue(
    country="BD",
    language="bn",
    lengths=(2, 3, 2),
    telephone="+880-{area}-{a}{b}",
    domain="com.bd",
    licence="RL-{number}",
    syllables=syllables(
        """
        বাং:bang:バン লা:la:ラ সো:so:ショ নার:nar:ナル আল:al:アル আমিন:amin:アミン রহ:rah:ラフ মান:man:マン করিম:karim:カリム
        হক:haque:ホク ইসলাম:islam:イスラム পদ্মা:padma:パドマ মেঘ:megh:メーグ না:na:ナ যমু:jamu:ジャム সূর্য:surja:シュルジョ
        চাঁদ:chand:チャンド গ্রাম:gram:グラム সিল:syl:シル হেট:het:ヘット নূর:noor:ヌール ফারুক:faruk:ファルク জা:ja:ジャ
        হাঙ্গীর:hangir:ハンギル শা:sha:シャ পলা:pola:ポラ তারা:tara:タラ মদি:madi:マディ বিজয়:bijoy:ビジョイ দেশ:desh:デシュ
        """
    ),
    business=words(
        """
        ইন্টারন্যাশনাল = International = インターナショナル
        ওভারসীজ = Overseas = オーバーシーズ
        রিক্রুটিং = Recruiting = リクルーティング
        এজেন্সি = Agency = エージェンシー
        ট্রেড = Trade = トレード
        সার্ভিস = Service = サービス
        ম্যানপাওয়ার = Manpower = マンパワー
        ট্রেনিং = Training = トレーニング
        """
    ),
    forms=words(
        """
        লিমিটেড = Limited = 株式会社
        লিঃ = Ltd. = 株式会社
        প্রাইভেট লিমিটেড = Pvt. Ltd. = 株式会社
        """
    ),
    towns=words(
        """
        ঢাকা = Dhaka = ダッカ
        চট্টগ্রাম = Chattogram = チョットグラム
        সিলেট = Sylhet = シレット
        """
    ),
)

SRI_LANKA = Tongue(
    country="LK",
    language="si",
    lengths=(2, 3, 2),
    telephone="+94-{area}-{a}{b}",
    domain="lk",
    licence="SLBFE-{number}",
    syllables=syllables(
        """
        ලං:lan:ラン කා:ka:カー සි:si:シ රි:ri:リ න:na:ナ දි:di:ディ මහ:maha:マハ වැලි:weli:ウェリ රත්:rath:ラト ගම:gama:ガマ
        සම:sama:サマ නල:nala:ナラ පුර:pura:プラ ජය:jaya:ジャヤ සූර්ය:surya:スーリヤ චන්ද්‍ර:chandra:チャンドラ විජය:wijaya:ウィジャヤ
        නුවන්:nuwan:ヌワン කුමා:kuma:クマー දේව:dewa:デーワ ගුණ:guna:グナ තිලක:thilaka:ティラカ පෙරේ:pere:ペレー රා:ra:ラ
        සිල්:sil:シル වා:va:ヴァ මල්:mal:マル ධර්ම:dharma:ダルマ ලක්:lak:ラク බණ්ඩා:banda:バンダー
        """
    ),
    business=words(
        """
        ඉන්ටර්නැෂනල් = International = インターナショナル
        විදේශ රැකියා = Foreign Employment = 海外雇用
        ඒජන්සි = Agency = エージェンシー
        සේවා = Services = サービス
        මෑන්පවර් = Manpower = マンパワー
        පුහුණු = Training = トレーニング
        අධ්‍යාපන = Education = 教育
        """
    ),
    forms=words(
        """
        (පුද්ගලික) සමාගම = (Pvt) Ltd = 株式会社
        සමාගම = Company = 会社
        """
    ),
    towns=words(
        """
        කොළඹ = Colombo = コロンボ
        මහනුවර = Kandy = キャンディ
        ගාල්ල = Galle = ゴール
        """
    ),
)

PAKISTAN = Tongue(
    country="PK",
    language="ur",
    lengths=(2, 2, 3),
    within=" ",
    telephone="+92-{area}-{a}{b}",
    domain="com.pk",
    licence="OEP/{number}/LHR",
    syllables=syllables(
        """
        الفلاح:alfalah:アルファラー نور:noor:ヌール رحمان:rehman:レフマーン کریم:karim:カリーム پاک:pak:パーク شاہین:shaheen:シャヒーン
        حسن:hassan:ハサン علی:ali:アリー خان:khan:カーン احمد:ahmad:アハマド بلال:bilal:ビラール سلطان:sultan:スルタン
        مدینہ:madina:マディーナ سفیر:safeer:サフィール عثمان:usman:ウスマーン ہمدرد:hamdard:ハムダルド راوی:ravi:ラーヴィー
        چناب:chenab:チェナーブ مہران:mehran:メヘラーン کشمیر:kashmir:カシミール لاہور:lahore:ラホール اقبال:iqbal:イクバール
        صدیق:siddiq:スィッディーク فاروق:farooq:ファールーク ملک:malik:マリク زمان:zaman:ザマーン وقار:waqar:ワカール
        """
    ),
    business=words(
        """
        انٹرنیشنل = International = インターナショナル
        اوورسیز = Overseas = オーバーシーズ
        ایمپلائمنٹ = Employment = エンプロイメント
        پروموٹرز = Promoters = プロモーターズ
        مین پاور = Manpower = マンパワー
        سروسز = Services = サービス
        ریکروٹنگ = Recruiting = リクルーティング
        """
    ),
    forms=words(
        """
        پرائیویٹ لمیٹڈ = (Pvt.) Ltd. = 株式会社
        کارپوریشن = Corporation = 会社
        """
    ),
    towns=words(
        """
        لاہور = Lahore = ラホール
        کراچی = Karachi = カラチ
        اسلام آباد = Islamabad = イスラマバード
        """
    ),
)

UZBEKISTAN = Tongue(
    country="UZ",
    language="uz",
    lengths=(2, 2, 3),
    telephone="+998-{area}-{a}{b}",
    domain="uz",
    licence="{number}-{year}",
    syllables=syllables(
        """
        Oq:oq:オク tosh:tosh:トシュ Bek:bek:ベク Nur:nur:ヌル Temur:temur:テムル Gul:gul:グル iston:iston:イストン zar:zar:ザル
        Sher:sher:シェル zod:zod:ゾド Xoji:xoji:ホジ mir:mir:ミル olim:olim:オリム Jahon:jahon:ジャホン Bahor:bahor:バホル
        dil:dil:ディル Fayz:fayz:ファイズ obod:obod:オボド Sarbon:sarbon:サルボン Oltin:oltin:オルティン yo'l:yol:ヨル
        """
    ),
    business=words(
        """
        Xalqaro = International = インターナショナル
        Mehnat = Labour = 労働
        Migratsiya = Migration = 移住
        Ta'lim = Education = 教育
        Xizmat = Service = サービス
        Savdo = Trading = トレーディング
        """
    ),
    forms=words(
        """
        MChJ = LLC = 有限会社
        AJ = JSC = 株式会社
        """
    ),
    towns=words(
        """
        Toshkent = Tashkent = タシケント
        Samarqand = Samarkand = サマルカンド
        """
    ),
)
