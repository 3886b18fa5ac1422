"""Pages made at random: words in all the places where a page has words, damaged as real decoders damage them."""

import random

WORDS = {
    "zh-Hans": """
        首页 新闻 产品中心 联系我们 用户名 密码 登录 注册 返回上一页 加入购物车 立即购买 商品详情 订单号 收货地址 客服电话
        版权所有 隐私声明 服务条款 意见反馈 帮助中心 搜索 提交 取消 确定 暂无数据 正在加载 下载地址 更新日志 推荐阅读 热门标签
        上一篇 下一篇 作者 发布时间 浏览次数 评论 点赞 收藏 分享 图片 视频 音乐 电影 地图 天气预报 北京 上海 广州 系统设置
        数据统计 查看全部 更多 关闭窗口 打印本页 语言 简体中文 编辑资料 退出 会员等级 积分 优惠券 付款方式 运费 库存 颜色 尺寸
    """,
    "zh-Hant": """
        首頁 新聞 產品中心 聯絡我們 使用者名稱 密碼 登入 註冊 返回上一頁 加入購物車 立即購買 商品詳情 訂單號碼 收貨地址
        客服電話 版權所有 隱私權聲明 服務條款 意見回饋 說明中心 搜尋 送出 取消 確定 暫無資料 正在載入 下載網址 更新紀錄
        推薦閱讀 熱門標籤 上一篇 下一篇 作者 發布時間 瀏覽次數 留言 收藏 分享 圖片 影片 音樂 電影 地圖 天氣預報 臺北 高雄
    """,
    "ja": """
        ホーム お知らせ 製品一覧 お問い合わせ ユーザー名 パスワード ログイン 新規登録 前のページへ戻る カートに入れる 今すぐ購入
        商品の詳細 注文番号 お届け先 電話番号 利用規約 ご意見 ヘルプ 検索 送信 取り消し 確認 データがありません 読み込み中
        ダウンロード 更新履歴 おすすめ 前の記事 次の記事 著者 公開日 コメント 画像 動画 音楽 映画 地図 天気予報 東京 大阪
    """,
    "ko": """
        홈 새소식 제품 문의하기 사용자 이름 비밀번호 로그인 회원가입 이전 페이지로 장바구니 바로구매 상품정보 주문번호 배송지
        고객센터 이용약관 개인정보처리방침 의견 도움말 검색 보내기 취소 확인 자료가 없습니다 불러오는 중 내려받기 바뀐점 추천글
        이전글 다음글 글쓴이 올린날 댓글 사진 영상 음악 영화 지도 날씨 서울 부산
    """,
}
SENTENCES = {
    "zh-Hans": """
        今天天气很好，我们出去走走。|他说：“你先回去吧，我明天再来。”|这本《用户手册》写得很清楚。|请输入至少八位的密码！
        |网络连接失败，请稍后再试|价格（含税）以结算页面为准。|您还没有登录，要现在登录吗？|河边的老房子去年拆了
        |数据已保存，可以关闭窗口了。|孩子们在院子里踢球，笑声传得很远。|周末下雨的话，比赛就改到下个月。|谢谢您的支持！
    """,
    "zh-Hant": """
        今天天氣很好，我們出去走走。|他說：「你先回去吧，我明天再來。」|這本《使用手冊》寫得很清楚。|請輸入至少八個字元的密碼！
        |網路連線失敗，請稍後再試|價格（含稅）以結帳頁面為準。|您還沒有登入，要現在登入嗎？|河邊的老房子去年拆了
        |資料已儲存，可以關閉視窗了。|孩子們在院子裡踢球，笑聲傳得很遠。|週末下雨的話，比賽就改到下個月。|謝謝您的支持！
    """,
    "ja": """
        今日は天気がいいので、散歩に出かけましょう。|彼は「先に帰ってください」と言いました。|この『利用の手引き』は分かりやすい。
        |八文字以上で入力してください！|接続できませんでした。しばらくしてからもう一度お試しください|価格（税込み）は変わることがあります。
        |ログインしていません。今すぐログインしますか？|川沿いの古い家は去年取り壊された|保存しました。画面を閉じてもかまいません。
    """,
    "ko": """
        오늘은 날씨가 좋으니 밖에 나가 봅시다.|그는 “먼저 돌아가세요”라고 말했습니다.|이 설명서는 알기 쉽게 쓰여 있습니다.
        |비밀번호는 여덟 글자 이상이어야 합니다!|연결하지 못했습니다. 잠시 후 다시 해 보세요|값은 바뀔 수 있습니다.
        |아직 로그인하지 않았습니다. 지금 할까요?|강가의 낡은 집은 작년에 헐렸다|저장했습니다. 창을 닫아도 됩니다.
    """,
}
SLIPPERY = {
    "zh-Hans": """
        “今天的会议改到下午三点。”主任通知大家|门口贴着一张纸：“暂停营业。”|老师问：“谁还没有交作业？”没有人回答。|昨天夜里下了一场大雨……河水涨了不少。
        |她笑着说：“这里的樱桃最甜。”临走时还送了我们一包|本店声明：【图片仅供参考。】详情请咨询客服|请先阅读说明书。《安装指南》在第三页。
        |“水已经烧开了。”爷爷说，“你去拿杯子来。”|规则很简单。“先到先得。”就这一条。|通知：“图书馆明天闭馆。”请相互转告。
    """,
    "zh-Hant": """
        “今天的會議改到下午三點。”主任通知大家|門口貼著一張紙：“暫停營業。”|老師問：“誰還沒有交作業？”沒有人回答。|昨天夜裡下了一場大雨……河水漲了不少。
        |她笑著說：“這裡的櫻桃最甜。”臨走時還送了我們一包|本店聲明：【圖片僅供參考。】詳情請洽詢客服|請先閱讀說明書。《安裝指南》在第三頁。
        |“水已經燒開了。”爺爺說，“你去拿杯子來。”|規則很簡單。“先到先得。”就這一條。|通知：“圖書館明天閉館。”請相互轉告。
    """,
}
"""Sentences from which bytes slip, to be mixed with the others."""
# w: a word; s: a sentence; n: a number.
BLOCKS = (
    '<p>{s}<a href="https://example.com/list?q={w}&amp;p={n}" title="{w}">{w}</a></p>',
    '<a class="more" title="{w}" href="/a/{n}.html">{w}</a> | <a href=\'#\' title=\'{w}\'>{w}</a>',
    "<p>{w}：<em>{w}</em><br>{s}</p>",
    "<p>{s}</p>\n<p>{s}{s}</p>",
    "<h2>{w}</h2>\n<p>{s}<strong>{w}</strong>{s}</p>",
    '<img src="a{n}.png" alt="{w}"/><b>{w}</b>&nbsp;<!-- {w} --><i>{w}</i>',
    "<img src='a.png' alt='{w}' title=\"{w}\"><span>{w} {n}</span>",
    '<div data-name="{w}" class="item"><span title="{s}">{s}</span></div>',
    '<input type="text" name="q" placeholder="{w}" value="{w}"> <input type="submit" value="{w}"/>',
    (
        '<form action="/s" method="post">\n  <label>{w}：<input type="text" placeholder="{s}"></label>\n'
        '  <select name="c">\n    <option value="{w}">{w}</option>\n    <option selected>{w}</option>\n  </select>\n</form>'
    ),
    '<textarea name="t" placeholder="{w}">{s}</textarea>\n<button onclick="send(\'{w}\')">{w}</button>',
    '<ul>\n  <li>{w}</li>\n  <li><b>{w}</b>：{s}</li>\n  <li><a href="#">{w}</a></li>\n</ul>',
    "<ul><li>{w}<li>{w}<li>{w}</ul>",
    '<table border="1">\n<tr><th>{w}</th><th>{w}</th></tr>\n<tr><td>{w}</td><td>{n}</td></tr>\n</table>',
    "<table>\n  <tr>\n    <td width=\"20\">{w}</td>\n    <td align='left'>{s}</td>\n  </tr>\n</table>",
    "<dl>\n<dt>{w}</dt>\n<dd>{s}</dd>\n</dl>",
    "<script>\nvar hint = \"{w}\"; // {w}\nif (1 < 2) {{ alert('{w}'); }}\n</script>",
    "<script>\n// {s}\nfunction show(name) {{\n  /* {w} */\n  return {{'title': '{w}', list: [\"{w}\", \"{w}\"]}};\n}}\n</script>",
    '<script type="text/javascript">document.write("<a href=\'/{n}\'>{w}</a>");</script>',
    '<script type="application/json">{{"title": "{w}", "list": ["{w}", "{w}"], "count": {n}}}</script>',
    '<style>\n/* {w} */\n.a::before {{ content: "{w}"; font-family: "{w}", serif; }}\n.b {{ color: red; }} /* {w} */\n</style>',
    "<!-- {s} -->\n<div>{w} &gt; {w} &raquo; {w}</div>",
    "<!--{w}--><div>{w}&copy;{n} {w}</div><!-- {w}begin -->",
    "<p>{w}&amp;{w}（{w}）&hellip;</p>\n<p>{w}：{n}<sup>2</sup></p>",
    '<svg width="9" height="9"><title>{w}</title><text x="1" y="2">{w}</text></svg>',
    '<p style="color:red" title="{w}" >{s}</p>',
    "<blockquote>{s}</blockquote>\n<hr>\n<footer>{w} <small>{w}</small></footer>",
)
HEADS = (
    (
        '<!DOCTYPE html>\n<html lang="{l}">\n<head>\n<meta charset="utf-8">\n<meta name="keywords" content="{w},{w}">\n'
        "<title>{w}</title>\n</head>\n<body>\n"
    ),
    (
        '<!DOCTYPE html>\n<html lang="{l}">\n<head>\n  <meta charset="utf-8"/>\n  <title>{w} - {w}</title>\n'
        '  <meta name="description" content="{s}"/>\n</head>\n<body class="home">\n'
    ),
)
FOOT = "\n</body>\n</html>\n"


def page(seed, language="zh-Hans", *, slippery=False):
    """Make a page of some blocks; the same for the same seed.

    Args:
        seed: Any number.
        language: A key of `WORDS`.
        slippery: Whether it has many places where a byte of GBK may slip.
    """
    chance = random.Random(f"{seed} {language}")
    spoken = SENTENCES[language] + ("|" + SLIPPERY[language] if slippery else "")
    words, sentences = WORDS[language].split(), [one.strip() for one in spoken.split("|")]

    def filled(block):
        pieces = block.replace("{w}", "\0w\0").replace("{s}", "\0s\0").replace("{n}", "\0n\0").split("\0")
        made = {
            "w": lambda: chance.choice(words),
            "s": lambda: chance.choice(sentences),
            "n": lambda: str(chance.randint(1, 99)),
        }
        text = "".join(made[piece]() if at % 2 else piece for at, piece in enumerate(pieces))
        return text.replace("{l}", language).replace("{{", "{").replace("}}", "}")

    blocks = [filled(block) for block in chance.sample(BLOCKS, chance.randint(5, 9))]
    made = filled(chance.choice(HEADS)) + chance.choice(("\n", "\n\n", "")).join(blocks) + FOOT
    if chance.random() < 0.2:
        # Templates that were made for one line.
        made = made.replace("\n  ", "\n").replace("\n    ", "\n")
    return made.replace("\n", "\r\n") if chance.random() < 0.3 else made
