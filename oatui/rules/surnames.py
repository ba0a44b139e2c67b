"""Surnames that are read otherwise than the same character elsewhere: the likeliest reading first, ü as v."""

from __future__ import annotations


def _table(rows: str) -> dict[str, tuple[str, ...]]:
    entries = (row.split() for row in rows.replace(",", "\n").strip().splitlines())
    return {name: tuple(readings) for name, *readings in entries}


SURNAMES = _table("""
单 shan, 解 xie, 仇 qiu, 曾 zeng, 区 ou, 查 zha, 翟 zhai di, 乐 yue le
覃 qin tan, 召 shao, 重 chong, 种 chong, 么 yao, 任 ren, 盖 ge gai, 朴 piao pu
缪 miao mou, 薄 bo, 员 yun yuan, 牟 mu mou, 黑 he hei, 尉 wei yu, 万 wan, 冼 xian
折 she, 车 che, 贾 jia, 石 shi, 沈 shen, 宿 su, 隗 wei kui, 繁 po
秘 bi, 祭 zhai ji, 郇 xun huan, 俞 yu, 费 fei bi, 谌 chen shen, 令 ling, 晁 chao
乜 nie, 贲 ben, 能 nai, 那 na, 哈 ha, 藏 zang, 宁 ning, 强 qiang
干 gan, 缴 jiao, 瞿 qu, 句 gou, 省 xing, 参 shen, 炅 gui, 炔 gui
褚 chu, 占 zhan, 谷 gu, 咸 xian, 都 du, 泌 bi, 洗 xian, 冯 feng
逄 pang, 逢 pang feng, 盛 sheng, 和 he, 还 huan, 蔚 yu wei, 圈 juan, 率 shuai
陆 lu, 糜 mi, 粘 nian, 拓 tuo ta, 余 yu, 叶 ye, 殷 yin, 於 yu
苑 yuan, 迮 ze, 祝 zhu, 长 zhang, 术 zhu, 钭 tou, 阚 kan, 郝 hao
揭 jie, 居 ju, 卜 bu, 佴 nai er, 眭 sui, 亢 kang, 六 lu, 扎 za
称 cheng, 汤 tang, 丁 ding, 南 nan, 寻 xun, 烟 yan, 信 xin, 艾 ai
景 jing, 夏 xia, 朱 zhu, 戚 qi, 尹 yin, 敦 dun, 奇 qi, 许 xu
幺 yao, 浣 wan huan, 齐 qi, 若 ruo, 舍 she, 台 tai, 降 jiang, 吾 wu
无 wu, 吴 wu, 施 shi, 池 chi, 龟 gui, 白 bai, 尚 shang, 倪 ni
涂 tu, 暨 ji
""")

COMPOUND = _table("""
欧阳 ou yang, 诸葛 zhu ge, 尉迟 yu chi, 万俟 mo qi, 单于 chan yu, 澹台 tan tai
长孙 zhang sun, 令狐 ling hu, 司马 si ma, 司徒 si tu, 司空 si kong, 司寇 si kou
上官 shang guan, 夏侯 xia hou, 皇甫 huang fu, 公孙 gong sun, 公羊 gong yang, 公冶 gong ye
公西 gong xi, 公输 gong shu, 公良 gong liang, 宗政 zong zheng, 濮阳 pu yang, 淳于 chun yu
太叔 tai shu, 申屠 shen tu, 仲孙 zhong sun, 轩辕 xuan yuan, 宇文 yu wen, 慕容 mu rong
鲜于 xian yu, 闾丘 lv qiu, 亓官 qi guan, 赫连 he lian, 呼延 hu yan, 独孤 du gu
南宫 nan gong, 东方 dong fang, 东郭 dong guo, 南门 nan men, 西门 xi men, 百里 bai li
端木 duan mu, 拓跋 tuo ba, 夹谷 jia gu, 谷梁 gu liang, 乐正 yue zheng, 子车 zi ju
颛孙 zhuan sun, 巫马 wu ma, 漆雕 qi diao, 壤驷 rang si, 钟离 zhong li, 微生 wei sheng
梁丘 liang qiu, 左丘 zuo qiu, 段干 duan gan, 第五 di wu, 纳兰 na lan, 完颜 wan yan
贺兰 he lan, 贺若 he ruo, 耶律 ye lv, 哥舒 ge shu, 叱干 chi gan
""")
