//! Invented names and words. No person, district or case here is real.

use workflow::actor::Role;

/// A district 区: its government, its people, its agencies.
#[derive(Debug, Clone, Copy)]
pub(crate) struct District {
    /// The place 地名.
    pub(crate) place: &'static str,
    /// Pinyin of the place, in addresses for mail.
    pub(crate) latin: &'static str,
    /// Sign-in name, name, role.
    pub(crate) staff: &'static [(&'static str, &'static str, Role)],
    /// Sign-in name and name of the agencies' clerks, in the order of [`AGENCIES`].
    pub(crate) clerks: &'static [(&'static str, &'static str)],
    /// Streets 街路.
    pub(crate) streets: &'static [&'static str],
}

/// The two districts of the demonstration.
pub(crate) const DISTRICTS: [District; 2] = [
    District {
        place: "深坪",
        latin: "shenping",
        staff: &[
            ("he.jing", "何静", Role::Registrar),
            ("lin.yuan", "林远", Role::Officer),
            ("qiu.lan", "邱岚", Role::CoOfficer),
            ("xu.ming", "许明", Role::InstitutionHead),
            ("fang.zheng", "方正", Role::OrganHead),
            ("tang.wei", "唐薇", Role::Supervisor),
            ("gu.an", "顾安", Role::SystemAdmin),
            ("an.ning", "安宁", Role::SecurityAdmin),
            ("shen.ji", "申纪", Role::Auditor),
            ("bai.ze", "柏泽", Role::CommitteeMember),
            ("qin.shu", "秦舒", Role::CommitteeSecretary),
            ("he.xie", "和谐言", Role::Mediator),
            ("fa.zheng", "法正言", Role::LegalAdviser),
            ("si.fa", "司法铭", Role::StreetOffice),
            ("shen.mo", "沈默言", Role::Officer),
            ("bai.lu", "白露", Role::Officer),
            ("cen.hao", "岑昊", Role::Officer),
        ],
        clerks: &[
            ("mao.qing", "毛清"),
            ("ding.ke", "丁可"),
            ("yan.rui", "颜睿"),
            ("pan.xin", "潘欣"),
            ("ni.hong", "倪虹"),
            ("jiang.bo", "蒋波"),
            ("lu.ya", "陆雅"),
            ("kong.yi", "孔怡"),
        ],
        streets: &[
            "沙岭路",
            "望溪街",
            "东埔大道",
            "石桥巷",
            "红棉路",
            "竹坑新村",
        ],
    },
    District {
        place: "临澜",
        latin: "linlan",
        staff: &[
            ("ji.shu", "季舒", Role::Registrar),
            ("wei.dong", "韦栋", Role::Officer),
            ("ou.yang", "欧阳晴", Role::CoOfficer),
            ("zhong.li", "钟黎", Role::InstitutionHead),
            ("hong.tao", "洪韬", Role::OrganHead),
            ("bei.ning", "贝宁", Role::Supervisor),
            ("chi.yue", "池月", Role::SystemAdmin),
            ("an.ran", "安然", Role::SecurityAdmin),
            ("shen.du", "申度", Role::Auditor),
            ("song.ci", "宋慈言", Role::CommitteeMember),
            ("wen.zhu", "文竹", Role::CommitteeSecretary),
            ("he.ping", "何平", Role::Mediator),
            ("lv.shi", "吕实", Role::LegalAdviser),
            ("jie.ban", "街坂", Role::StreetOffice),
            ("rong.kai", "荣凯", Role::Officer),
        ],
        clerks: &[
            ("mo.li", "莫莉"),
            ("an.qi", "安琪"),
            ("du.heng", "杜衡"),
            ("gan.lin", "甘霖"),
            ("shi.lei", "石磊"),
            ("lan.xi", "兰溪"),
            ("qin.feng", "秦风"),
            ("tian.yu", "田雨"),
        ],
        streets: &[
            "澜江路",
            "船厂街",
            "北闸大道",
            "书院巷",
            "青榕路",
            "海堤新村",
        ],
    },
];

/// An agency 行政机关 of a district and the acts that people challenge.
#[derive(Debug, Clone, Copy)]
pub(crate) struct AgencyWords {
    /// Name after the place.
    pub(crate) name: &'static str,
    /// Word in the numbers of its documents 机关代字.
    pub(crate) sign: &'static str,
    /// Its acts.
    pub(crate) acts: &'static [ActWords],
}

/// A disputed act 行政行为 and what is asked.
#[derive(Debug, Clone, Copy)]
pub(crate) struct ActWords {
    /// What it is called.
    pub(crate) title: &'static str,
    /// Word for the kind of document in its number; empty where the agency did nothing.
    pub(crate) kind: &'static str,
    /// What the applicant asks.
    pub(crate) request: &'static str,
    /// Why the applicant thinks it wrong.
    pub(crate) cause: &'static str,
}

const fn act(
    title: &'static str,
    kind: &'static str,
    request: &'static str,
    cause: &'static str,
) -> ActWords {
    ActWords {
        title,
        kind,
        request,
        cause,
    }
}

/// Agencies of each district; `区` and the place go before the name.
pub(crate) const AGENCIES: [AgencyWords; 8] = [
    AgencyWords {
        name: "市场监督管理局",
        sign: "市监",
        acts: &[
            act(
                "行政处罚决定",
                "罚字",
                "撤销被申请人作出的行政处罚决定",
                "标签瑕疵不影响食品安全，处罚明显不当",
            ),
            act(
                "举报不予立案告知",
                "举告字",
                "撤销不予立案告知，责令重新处理",
                "未对举报的全部事项进行核查",
            ),
            act(
                "撤销登记决定",
                "登撤字",
                "撤销被申请人作出的撤销登记决定",
                "作出决定前未听取陈述和申辩",
            ),
        ],
    },
    AgencyWords {
        name: "公安分局",
        sign: "公",
        acts: &[
            act(
                "行政处罚决定",
                "行罚决字",
                "撤销被申请人作出的行政处罚决定",
                "双方互有过错，事实认定不清",
            ),
            act(
                "不予处罚决定",
                "不罚决字",
                "撤销不予处罚决定，责令重新作出决定",
                "监控录像足以证明违法事实",
            ),
        ],
    },
    AgencyWords {
        name: "人力资源和社会保障局",
        sign: "人社",
        acts: &[
            act(
                "不予认定工伤决定",
                "工认字",
                "撤销不予认定工伤决定，责令重新认定",
                "事故发生在合理的上下班途中",
            ),
            act(
                "劳动保障监察处理决定",
                "监理字",
                "变更处理决定中的工资数额",
                "考勤记录与工资表不一致",
            ),
            act(
                "未答复社会保险稽核申请",
                "",
                "确认不履行职责违法，责令限期答复",
                "提出申请已满六十日没有答复",
            ),
        ],
    },
    AgencyWords {
        name: "自然资源局",
        sign: "自然资",
        acts: &[
            act(
                "责令限期拆除决定",
                "责拆字",
                "撤销责令限期拆除决定",
                "房屋建于规划施行之前",
            ),
            act(
                "不动产登记不予受理告知",
                "登告字",
                "撤销不予受理告知，责令受理",
                "材料齐全，没有不予受理的理由",
            ),
        ],
    },
    AgencyWords {
        name: "住房和建设局",
        sign: "住建",
        acts: &[
            act(
                "保障性住房资格取消决定",
                "保房字",
                "撤销资格取消决定",
                "家庭收入核算有误",
            ),
            act(
                "政府信息公开答复",
                "信公字",
                "撤销答复，责令重新答复",
                "答复的信息与申请的内容不符",
            ),
        ],
    },
    AgencyWords {
        name: "城市管理和综合执法局",
        sign: "城综",
        acts: &[
            act(
                "行政处罚决定",
                "罚字",
                "撤销或者变更行政处罚决定",
                "现场照片不能证明违法建设面积",
            ),
            act(
                "强制拆除行为",
                "",
                "确认强制拆除行为违法",
                "没有催告，也没有作出强制执行决定",
            ),
        ],
    },
    AgencyWords {
        name: "卫生健康局",
        sign: "卫健",
        acts: &[
            act(
                "行政处罚决定",
                "医罚字",
                "撤销被申请人作出的行政处罚决定",
                "诊疗活动在备案范围之内",
            ),
            act(
                "投诉处理答复",
                "信复字",
                "撤销投诉处理答复，责令重新处理",
                "没有调取完整的病历资料",
            ),
        ],
    },
    AgencyWords {
        name: "沙头街道办事处",
        sign: "沙街",
        acts: &[
            act(
                "行政处罚决定",
                "罚字",
                "撤销被申请人作出的行政处罚决定",
                "处罚对象认定错误",
            ),
            act(
                "房屋征收补偿协议履行行为",
                "协字",
                "责令按协议支付搬迁补偿",
                "逾期没有支付协议约定的补偿款",
            ),
        ],
    },
];

/// Family names 姓.
pub(crate) const SURNAMES: [&str; 24] = [
    "赵", "钱", "孙", "李", "周", "吴", "郑", "王", "冯", "陈", "褚", "卫", "蒋", "韩", "杨", "朱",
    "秦", "尤", "许", "何", "吕", "施", "张", "孔",
];

/// Given names 名.
pub(crate) const GIVEN: [&str; 28] = [
    "伟民", "芳", "秀兰", "建国", "桂英", "志强", "丽华", "子轩", "梓涵", "雨桐", "浩然", "思远",
    "嘉怡", "俊杰", "晓东", "玉梅", "国平", "海燕", "文博", "欣妍", "立新", "春生", "振华", "若曦",
    "鹏", "静怡", "大勇", "小满",
];

/// Names of firms 企业字号.
pub(crate) const FIRMS: [&str; 8] = [
    "禾香餐饮有限公司",
    "启程物流有限公司",
    "蓝湾建材商行",
    "百顺便利店",
    "星火五金厂",
    "青禾农产品合作社",
    "好邻居药房",
    "云帆网络科技有限公司",
];

/// What may be missing from an application 补正事项.
pub(crate) const MISSING: [&str; 6] = [
    "申请人身份证明复印件",
    "行政行为的文书复印件或者知道该行为的证明材料",
    "明确的行政复议请求",
    "委托代理人的授权委托书",
    "申请人的签名或者盖章",
    "曾向被申请人提出履职申请的证明材料",
];

/// What parties said when they were heard 听取意见摘要.
pub(crate) const HEARD: [&str; 4] = [
    "申请人坚持复议请求，补充说明了事发经过，没有新的证据。",
    "申请人对被申请人提交的现场笔录有异议，认为笔录未经其核对。",
    "申请人表示愿意在被申请人更正文书后协商解决。",
    "申请人、被申请人均陈述了意见，对处罚幅度的争议较大。",
];
