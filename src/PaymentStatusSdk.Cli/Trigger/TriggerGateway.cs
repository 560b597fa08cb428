using System.Collections.Frozen;

namespace PaymentStatusSdk.Cli.Trigger;

/// <summary>The knowledge of <c>trigger</c> about the control API of one gateway.</summary>
/// <param name="Name">The name in the control API.</param>
/// <param name="Reference">The member with the gateway reference.</param>
/// <param name="MerchantReference">The member with the merchant reference; null where the two are one.</param>
/// <param name="State">The member with the state.</param>
/// <param name="Moves">The words of the command line, and what the gateway calls them.</param>
/// <param name="Notifies">Whether the gateway sends notifications.</param>
internal sealed record TriggerGateway(
    string Name, string Reference, string? MerchantReference, string State, FrozenDictionary<string, TriggerMove> Moves, bool Notifies)
{
#pragma warning disable format // a table is read by its columns
    private static readonly TriggerGateway ConvergeGate = new(
        "convergegate", "gateTransId", "merchantTransId", "state", Table(new()
        {
            ["pending"]        = new("PENDING"),
            ["authorized"]     = new("AUTHORIZED"),
            ["captured"]       = new("CAPTURED"),
            ["declined"]       = new("DECLINED"),
            ["error"]          = new("ERROR"),
            ["canceled"]       = new("CANCELED"),
            ["reversed"]       = new("REVERSED"),
            ["refund-pending"] = new("REFUND_PENDING"),
            ["refunded"]       = new("REFUNDED"),
            ["chargeback"]     = new("CHARGEBACK"),
        }),
        Notifies: true);

    private static readonly TriggerGateway Ppro = new(
        "ppro", "txId", "merchantTxId", "status", Table(new()
        {
            ["pending"]  = new("PENDING"),
            ["captured"] = new("SUCCEEDED", FundsStatus: "RECEIVED"),
            ["awaited"]  = new("SUCCEEDED", FundsStatus: "WAITING"),
            ["missing"]  = new("SUCCEEDED", FundsStatus: "MISSING"),
            ["declined"] = new("FAILED", FailReason: "REMOTE_DECLINE"),
            ["canceled"] = new("FAILED", FailReason: "USER_ABORT"),
            ["expired"]  = new("FAILED", FailReason: "TIMEOUT"),
            ["error"]    = new("FAILED", FailReason: "REMOTE_ERROR"),
        }),
        Notifies: true);

    private static readonly TriggerGateway Desjardins = new(
        "desjardins", "id", null, "approved", Table(new()
        {
            ["pending"]  = new("Pending"),
            ["captured"] = new("Approved"),
            ["declined"] = new("Declined"),
            ["canceled"] = new("Canceled"),
            ["error"]    = new("NotCompleted"),
        }),
        Notifies: false);
#pragma warning restore format

    /// <summary>Gets the words that name a gateway on the command line.</summary>
    public static IReadOnlyList<string> Names { get; } = ["cards", "convergegate", "ppro", "desjardins"];

    /// <summary>Returns the gateway of a name from <see cref="Names"/>.</summary>
    public static TriggerGateway Of(string name) => name switch
    {
        "cards" or "convergegate" => ConvergeGate,
        "ppro" => Ppro,
        "desjardins" => Desjardins,
        _ => throw new ArgumentException("There is no simulator of that name.", nameof(name)),
    };

    /// <summary>Returns the move of a word; null when the gateway has no such state.</summary>
    public TriggerMove? MoveTo(string word) => Moves.GetValueOrDefault(word);

    private static FrozenDictionary<string, TriggerMove> Table(Dictionary<string, TriggerMove> moves) =>
        moves.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
}
