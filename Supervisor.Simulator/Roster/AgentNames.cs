namespace Supervisor.Simulator.Roster;

/// <summary>Names as a mixed floor has them: romanised Chinese, Chinese characters and Western.</summary>
internal static class AgentNames
{
    private static readonly string[] WesternGiven =
    [
        "Anna", "Ben", "Carla", "David", "Elena", "Felix", "Grace", "Hugo", "Ingrid", "Jonas", "Karen", "Luca", "Maria", "Noah",
        "Olivia", "Pedro", "Ruth", "Samuel", "Teresa", "Victor", "Wendy", "Yusuf", "Zoe", "Amina", "Omar", "Priya", "Rahul", "Fatima",
    ];

    private static readonly string[] WesternFamily =
    [
        "Fischer", "Moreau", "Novak", "Silva", "O'Brien", "Larsen", "Rossi", "Keller", "Dubois", "Martin", "Santos", "Weber",
        "Jensen", "Kowalski", "Haddad", "Patel", "Sharma", "Okafor", "Baker", "Hughes", "Garcia", "Lindqvist",
    ];

    private static readonly string[] ChineseFamily =
        ["Wang", "Li", "Zhang", "Liu", "Chen", "Yang", "Huang", "Zhao", "Wu", "Zhou", "Xu", "Sun", "Ma", "Zhu", "Hu", "Guo", "He", "Lin"];

    private static readonly string[] ChineseGiven =
    [
        "Wei", "Xiuying", "Na", "Min", "Jing", "Qiang", "Lei", "Jun", "Yang", "Yong", "Yan", "Jie", "Xia", "Tao", "Ming", "Chao",
        "Xinyi", "Zihan", "Haoran", "Yutong", "Meilin", "Jianguo",
    ];

    private static readonly string[] HanFamily = ["王", "李", "张", "刘", "陈", "杨", "黄", "赵", "吴", "周"];

    private static readonly string[] HanGiven = ["伟", "秀英", "娜", "敏", "静", "强", "磊", "军", "子涵", "浩然", "雨桐", "美玲", "建国", "欣怡"];

    public static string Pick(Random random) => random.Next(10) switch
    {
        < 5 => $"{One(random, WesternGiven)} {One(random, WesternFamily)}",
        < 9 => $"{One(random, ChineseGiven)} {One(random, ChineseFamily)}",
        _ => One(random, HanFamily) + One(random, HanGiven),
    };

    private static string One(Random random, string[] names) => names[random.Next(names.Length)];
}
