namespace Supervisor.Simulator.Recognition;

/// <summary>What customers and agents say, the customer first and then in turn.</summary>
internal static class Dialogues
{
    public static readonly string[][] All =
    [
        [
            "Hello, I have a question about my last invoice.",
            "Good morning, you are through to billing. May I have your customer number please?",
            "Yes, it is four seven one one two nine.",
            "Thank you. I can see the invoice of the third. What would you like to know about it?",
            "There are two charges for the same roaming package.",
            "You are right, the package was booked twice. I will credit the second one to your account.",
            "Thank you very much.",
            "Is there anything else I can do for you?",
            "No, that was all. Goodbye.",
        ],
        [
            "Hi, my internet connection has been down since this morning.",
            "I am sorry to hear that. Let me run a test on your line.",
            "Sure, take your time.",
            "The line is fine, but the modem does not answer. Could you switch it off for ten seconds?",
            "Done. The lights are blinking now.",
            "Good. Please wait until the second light is steady.",
            "It is steady, and the connection is back!",
            "Wonderful. I will keep an eye on your line until tomorrow.",
        ],
        [
            "I would like to cancel my contract.",
            "I am sorry that you want to leave us. May I ask for the reason?",
            "It is simply too expensive for what I use.",
            "I understand. We have a smaller tariff for eighteen a month, would that be of interest?",
            "With the same number?",
            "Yes, number and phone stay as they are.",
            "Then please change it.",
            "I have done that. The new tariff begins on the first of next month.",
        ],
        [
            "Good afternoon, I ordered a phone a week ago and it has not arrived.",
            "Let me look that up. Do you have the order number at hand?",
            "Yes, B two two seven eight.",
            "The parcel has been at the post office since Tuesday. They could not find your door bell.",
            "Oh. Can it be sent again?",
            "Of course. It will be with you on Friday between nine and twelve.",
            "That works for me.",
        ],
        [
            "你好，我想查询一下我的话费余额。",
            "您好，很高兴为您服务。请问您的手机号码是多少？",
            "就是我现在打电话的这个号码。",
            "好的，请稍等。您目前的余额是三十六元五角。",
            "这个月为什么扣了这么多？",
            "您上周开通了国际漫游套餐，费用是八十元。",
            "明白了，谢谢。",
        ],
        [
            "喂，我家的宽带今天早上开始就上不了网了。",
            "非常抱歉给您带来不便，我马上为您检测线路。",
            "好的，麻烦快一点。",
            "线路正常，请您把路由器关闭十秒钟再打开。",
            "现在可以了，太感谢了。",
            "不客气，祝您生活愉快。",
        ],
    ];

    /// <summary>Said to each other when the dialogue has run out and the call has not.</summary>
    public static readonly string[] SmallTalk = ["Just a moment please.", "Of course.", "I see.", "Let me check that for you.", "好的。", "Yes."];
}
