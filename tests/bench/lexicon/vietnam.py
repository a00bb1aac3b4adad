"""Vietnamese: Latin letters with tone marks, the legal form first."""

from tests.bench.lexicon.tongue import Tongue, syllables, words

VIETNAM = Tongue(
    country="VN",
    language="vi",
    lengths=(2, 2, 2, 2, 3, 1),
    within=" ",
    form_first=True,
    telephone="+84-{area}-{a}{b}",
    domain="vn",
    licence="{number}/LĐTBXH-GP",
    syllables=syllables(
        """
        An:an:アン Anh:anh:アイン Ánh:anh:アイン Bảo:bao:バオ Bình:binh:ビン Cường:cuong:クオン Châu:chau:チャウ
        Chí:chi:チー Chiến:chien:チエン Công:cong:コン Cửu:cuu:クー Dân:dan:ザン Dũng:dung:ズン Dương:duong:ズオン
        Đại:dai:ダイ Đạt:dat:ダット Đăng:dang:ダン Đông:dong:ドン Đức:duc:ドゥック Gia:gia:ザー Giang:giang:ザン
        Hà:ha:ハー Hải:hai:ハイ Hào:hao:ハオ Hạnh:hanh:ハイン Hiền:hien:ヒエン Hiếu:hieu:ヒエウ Hoa:hoa:ホア
        Hoàng:hoang:ホアン Hòa:hoa:ホア Hồng:hong:ホン Hùng:hung:フン Huy:huy:フイ Hưng:hung:フン Hương:huong:フオン
        Khang:khang:カン Khánh:khanh:カイン Khải:khai:カイ Kiên:kien:キエン Kim:kim:キム Lam:lam:ラム Lan:lan:ラン
        Lâm:lam:ラム Lê:le:レー Linh:linh:リン Long:long:ロン Lộc:loc:ロック Lợi:loi:ロイ Lương:luong:ルオン
        Mai:mai:マイ Mạnh:manh:マイン Minh:minh:ミン Mỹ:my:ミー Nam:nam:ナム Nga:nga:ガー Ngân:ngan:ガン
        Ngọc:ngoc:ゴック Nguyên:nguyen:グエン Nguyệt:nguyet:グエット Nhân:nhan:ニャン Nhật:nhat:ニャット
        Phong:phong:フォン Phú:phu:フー Phúc:phuc:フック Phương:phuong:フオン Phượng:phuong:フオン Quang:quang:クアン
        Quân:quan:クアン Quốc:quoc:クオック Quý:quy:クイー Quyết:quyet:クエット Sao:sao:サオ Sinh:sinh:シン
        Sơn:son:ソン Tài:tai:タイ Tâm:tam:タム Tân:tan:タン Tây:tay:タイ Thái:thai:タイ Thanh:thanh:タイン
        Thành:thanh:タイン Thảo:thao:タオ Thăng:thang:タン Thắng:thang:タン Thiên:thien:ティエン Thịnh:thinh:ティン
        Thủy:thuy:トゥイ Thuận:thuan:トゥアン Tiến:tien:ティエン Tín:tin:ティン Toàn:toan:トアン Trí:tri:チー
        Trung:trung:チュン Trường:truong:チュオン Tú:tu:トゥー Tuấn:tuan:トゥアン Tùng:tung:トゥン Uyên:uyen:ウエン
        Vân:van:ヴァン Việt:viet:ベト Vinh:vinh:ヴィン Vĩnh:vinh:ヴィン Vũ:vu:ヴー Vượng:vuong:ヴオン Xuân:xuan:スアン
        Yên:yen:イエン Đình:dinh:ディン Điền:dien:ディエン Đỉnh:dinh:ディン Nghĩa:nghia:ギア Nghi:nghi:ギー
        """
    ),
    business=words(
        """
        quốc tế = International = インターナショナル
        thương mại = Trading = トレーディング
        đầu tư = Investment = インベストメント
        dịch vụ = Service = サービス
        cung ứng nhân lực = Human Resources Supply = 人材供給
        phát triển = Development = デベロップメント
        xuất khẩu lao động = Labour Export = 労働輸出
        nhân lực = Human Resources = ヒューマンリソース
        xây dựng = Construction = 建設
        hợp tác lao động = Labour Cooperation = 労働協力
        xuất nhập khẩu = Import Export = 輸出入
        giáo dục = Education = 教育
        đào tạo = Training = トレーニング
        du lịch = Tourism = 観光
        tư vấn = Consulting = コンサルティング
        công nghệ = Technology = テクノロジー
        vận tải = Transport = 運輸
        sản xuất = Manufacturing = 製造
        hàng hải = Maritime = 海運
        truyền thông = Media = メディア
        tập đoàn = Group = グループ
        du học = Study Abroad = 留学
        cơ khí = Mechanical = 機械
        nông nghiệp = Agriculture = 農業
        """
    ),
    forms=words(
        """
        Công ty Cổ phần = Joint Stock Company = 株式会社
        Công ty TNHH = Co., Ltd = 有限会社
        Công ty CP = JSC = 株式会社
        Công ty TNHH MTV = One Member Co., Ltd = 有限会社
        Công ty Trách nhiệm hữu hạn = Company Limited = 有限会社
        Tổng công ty = Corporation = 総公社
        Trung tâm = Center = センター
        """
    ),
    towns=words(
        """
        Hà Nội = Hanoi = ハノイ
        TP. Hồ Chí Minh = Ho Chi Minh City = ホーチミン
        Đà Nẵng = Da Nang = ダナン
        Hải Phòng = Hai Phong = ハイフォン
        Nghệ An = Nghe An = ゲアン
        Thanh Hóa = Thanh Hoa = タインホア
        Hải Dương = Hai Duong = ハイズオン
        Cần Thơ = Can Tho = カントー
        Bắc Ninh = Bac Ninh = バクニン
        Hưng Yên = Hung Yen = フンイエン
        """
    ),
)
