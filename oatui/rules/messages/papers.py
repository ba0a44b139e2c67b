"""Files that come in and go out."""

from __future__ import annotations

from oatui.i18n import N_

SENTENCES: dict[str, str] = {
    # papers that go out (files/)
    "export.no_seats": N_("“{venue}”还没有排座，没有座次图"),
    "export.column_unknown": N_("没有“{column}”这一列；可用：{known:list}"),
    "export.taken": N_("已有同名文件，不覆盖：{path}"),
    "export.no_folder": N_("没有这个文件夹：{path}"),
    "export.not_saved": N_("文件存不下（{error:words}）：{path}"),
    "export.no_chinese_font": N_(
        "这台电脑没有中文字体，不能制作 PDF；请安装 {package}（Debian：apt install {package}），或安装方正小标宋简体"
    ),
    "export.font_unknown": N_("这台电脑没有“{font}”这种字体；请核对名称，或不指定字体"),
    "export.nobody": N_("名册上没有人，无可打印"),
    "export.card_size": N_(
        "席签一面 {width:g}×{height:g} 毫米印不下；宽应在 {least_width:g} 至 {most_width:g} 毫米之间，高应在 {least_height:g} 至 {most_height:g} 毫米之间"
    ),
    "export.saved": N_("已存：{path}"),
    "export.printed": N_("已存：{path}（{n} 页）"),
    "export.missing": N_("已存：{path}；字体里没有这些字，印出来是空框，请手写：{chars:list}"),
    "export.circular": N_("已存：{path}（点名 {n} 人次）"),
    "export.no_path": N_("请写存到哪里"),
    "export.size_unread": N_("看不懂尺寸“{written}”；请写成 200x100（毫米）"),
    "work.stopped": N_("已停下，什么也没有留下"),
    "export.circular_open": N_("已存：{path}（点名 {n} 人次）；还没有闭会，未到 {open} 人没有认定"),
    "paper.joint_unsigned": N_("联合发文的{units:list}还没有会签；会签了在“涉及部门”里写：单位 会签 日期"),
    "numbering.led_elsewhere": N_("由{lead}牵头的联合发文，用它的发文字号，不编本局的号"),
    "paper.joint_dated": N_("联合发文的成文日期是最后会签的 {dated:date}，不是本局签发的 {signed:date}"),
    "paper.joint_lead_unknown": N_("“{lead}”不在联合发文的单位里（{units:list}）"),
    "paper.year_fixed": N_(
        "{number} 已编，成文日期不能改到 {dated:date}：字号和日期要在同一年；确在那天会签的，作废这个号，另行拟稿"
    ),
    "export.circular_drafted": N_(
        "已在公文里起草，今日页按 F6 打开，从初审起登记签批；Word 稿存在 {path}（点名 {n} 人次）"
    ),
}
