namespace PaymentStatusSdk.PostgreSql.Connections;

/// <summary>The full names of the tables.</summary>
internal sealed class StoreTables(string schema)
{
    /// <summary>Followed transactions.</summary>
    public string Tracked { get; } = $"\"{schema}\".payment_tracked";

    /// <summary>Their changes.</summary>
    public string Change { get; } = $"\"{schema}\".payment_change";

    /// <summary>Gates that are taken.</summary>
    public string Lock { get; } = $"\"{schema}\".payment_gate";

    /// <summary>Boxes that are open.</summary>
    public string Mailbox { get; } = $"\"{schema}\".payment_box";

    /// <summary>What waits in them.</summary>
    public string Message { get; } = $"\"{schema}\".payment_box_message";
}
