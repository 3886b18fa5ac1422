"""Hypothesis strategies that several test files share, and the text they draw from."""

from hypothesis import strategies as st

from unmojibake.charsets import tables
from unmojibake.damaging.afterwards import LATER
from unmojibake.damaging.damage import damage
from unmojibake.damaging.decoders import DECODERS

WORDS = tuple(
    [
        "文件",
        "目录",
        "设置",
        "用户",
        "密码",
        "登录",
        "注册",
        "退出",
        "保存",
        "删除",
        "修改",
        "添加",
        "查询",
        "搜索",
        "结果",
        "数据",
        "数据库",
        "服务器",
        "客户端",
        "网络",
        "连接",
        "超时",
        "失败",
        "成功",
        "错误",
        "警告",
        "提示",
        "确认",
        "取消",
        "返回",
        "下载",
        "上传",
        "版本",
        "更新",
        "升级",
        "安装",
        "卸载",
        "程序",
        "系统",
        "软件",
        "硬件",
        "屏幕",
        "键盘",
        "鼠标",
        "窗口",
        "按钮",
        "菜单",
        "列表",
        "表格",
        "图片",
        "视频",
        "音频",
        "文字",
        "字体",
        "颜色",
        "大小",
        "位置",
        "时间",
        "日期",
        "年份",
        "星期",
        "今天",
        "明天",
        "昨天",
        "上午",
        "下午",
        "晚上",
        "春天",
        "夏天",
        "秋天",
        "冬天",
        "天气",
        "温度",
        "下雨",
        "城市",
        "北京",
        "上海",
        "广州",
        "学校",
        "老师",
        "学生",
        "同学",
        "朋友",
        "家庭",
        "父母",
        "孩子",
        "医院",
        "医生",
        "病人",
        "公司",
        "经理",
        "员工",
        "工资",
        "合同",
        "会议",
        "报告",
        "计划",
        "项目",
        "进度",
        "质量",
        "成本",
        "价格",
        "市场",
        "客户",
        "产品",
        "服务",
        "技术",
        "研究",
        "开发",
        "测试",
        "设计",
        "方案",
        "问题",
        "回答",
        "原因",
        "方法",
        "过程",
        "经验",
        "知识",
        "语言",
        "中文",
        "英语",
        "历史",
        "地理",
        "数学",
        "音乐",
        "电影",
        "小说",
        "新闻",
        "报纸",
        "杂志",
        "图书馆",
        "火车站",
        "飞机场",
        "出租车",
        "自行车",
        "高速公路",
        "早饭",
        "午饭",
        "晚饭",
        "米饭",
        "面条",
        "水果",
        "苹果",
        "香蕉",
        "牛奶",
        "咖啡",
        "茶叶",
        "我们",
        "他们",
        "大家",
        "自己",
        "什么",
        "怎么",
        "为什么",
        "可以",
        "应该",
        "需要",
        "希望",
        "喜欢",
        "知道",
        "认为",
        "开始",
        "结束",
    ]
)
"""Everyday words, two and three hanzi each."""

SENTENCES = (
    "保存失败，请检查磁盘空间后重试。",
    "我们明天上午去图书馆还书，然后一起吃午饭。",
    "这个函数返回列表中第一个大于零的数。",
    '按钮的标题是"确定"，不要改成别的。',
    "第3版（2024年）增加了两个测试用例：一个快，一个慢。",
    "- 修复：窗口最小化以后，菜单不再显示\n- 新增：夜间模式",
    "她说：“春天来了，天气慢慢暖和起来。”",
    "# 读取配置文件\nconfig = load(path)  # 没有就用默认值\n",
    "價格比去年便宜，運費另外計算。",
    "老李骑自行车上班，路上要花四十分钟……",
    "设定を読み込みました。もう一度お試しください。",
    "파일을 찾을 수 없습니다. 다시 시도해 주세요.",
    "Файл не найден, попробуйте ещё раз.",
    "Le café est déjà fermé — à bientôt !",
)
"""Texts as people write them; some of several lines."""

CHAINS = ("utf-8>cp936", "utf-8>cp1252", "utf-8>latin-1", "cp936>latin-1", "cp936>cp1252")
TWO_LAYERS = (
    ("utf-8>cp936", "utf-8>cp936"),
    ("utf-8>cp1252", "utf-8>cp1252"),
    ("utf-8>cp936", "utf-8>cp1252"),
    ("utf-8>latin-1", "utf-8>latin-1"),
    ("cp936>cp1252", "utf-8>cp1252"),
)

_LEADS = "\u00e4\u00e5\u00e6\u00e7\u9422\u951b\u95c1\u6d63\u20ac\u00c3\u00c2\u00d6\u00ef\u0432\u0420\u7e67\uff82"
_HARD = (
    "\ud800", "\udfff", "\udc80", "\0", "\x80", "\x85", "\x9f", "\xa0", "\xad", "\ue000", "\ue15f", "\uf8f5", "\uf8ff", "\ufeff",
    "\ufffd", "\ufffe", "\U0001f600", "\U00020000", "\U000f0000", "\U0010ffff", "\u2028", "\u200d", "\r", "\n", "\r\n", "\t",
    "?", "\u30fb", " ", "锟", "斤", "拷", "锟斤拷", "烫烫烫", "屯屯屯", "鈥?", "锛?", "銆?", "é˜¶", "&#228;", "\\xe4", "%E4",
    *_LEADS,
)  # fmt: skip


def runs():
    """Long runs of one thing that damage is made of."""
    return st.builds(lambda piece, times: piece * times, st.sampled_from(_HARD), st.integers(1, 120))


def hostile():
    """Any str at all, above all the strings that code for damaged text is likely to trip over."""
    plain = st.text(max_size=12)  # surrogates included
    legacy = st.text(st.sampled_from(sorted(set(tables.decode_table("cp936").values()))), max_size=8)
    western = st.text(st.characters(min_codepoint=0x80, max_codepoint=0x17F), max_size=8)
    pieces = st.one_of(plain, runs(), legacy, western, st.sampled_from(WORDS), st.sampled_from(SENTENCES))
    return st.lists(pieces, max_size=6).map("".join)


def phrases(least=4, most=12):
    """Some words in a row, so many hanzi long."""
    return (
        st.lists(st.sampled_from(WORDS), min_size=-(-least // 2), max_size=most // 2)
        .map("".join)
        .filter(lambda text: least <= len(text) <= most)
    )


@st.composite
def damaged(draw):
    """Sentences that went through one layer or two, with all that decoders and later software lose of them."""
    text = draw(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=3).map("\n".join))
    decoder = draw(st.sampled_from(DECODERS))
    plan = draw(
        st.sampled_from([(chain,) for chain in ("utf-8>cp936", "utf-8>cp1252", "utf-8>cp949")])
        | st.sampled_from(TWO_LAYERS[:4])
    )
    after = draw(st.none() | st.sampled_from(sorted(LATER)))
    return damage(text, (*plan, after) if after else plan, decoder=decoder)


@st.composite
def mixed(draw):
    """Clean and damaged lines side by side, and broken off anywhere."""
    lines = draw(st.lists(damaged() | st.sampled_from(SENTENCES) | st.text(max_size=8), min_size=1, max_size=4))
    text = draw(st.sampled_from(("\n", "\r\n"))).join(lines)
    start = draw(st.integers(0, min(10, len(text))))
    return text[start : len(text) - draw(st.integers(0, min(10, len(text))))]


def lossless(text, plan):
    """Damage a text; None when the damage can't be taken back byte by byte."""
    damaged_text = damage(text, plan)
    back = damaged_text
    try:
        for step in reversed(plan):
            origin, carrier = step.split(">")
            back = tables.decode(tables.encode(back, carrier), origin)
    except UnicodeError:
        return None
    return damaged_text if back == text and damaged_text != text else None
