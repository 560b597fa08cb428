namespace PaymentStatusSdk.PostgreSql.Database;

/// <summary>The qualified names of the tables.</summary>
internal sealed class StoreTables(string schema)
{
    /// <summary>Tracked transactions.</summary>
    public string Tracked { get; } = $"\"{schema}\".payment_tracked";

    /// <summary>Status changes of tracked transactions.</summary>
    public string Change { get; } = $"\"{schema}\".payment_change";

    /// <summary>Exchange locks that are held.</summary>
    public string Lock { get; } = $"\"{schema}\".payment_exchange_lock";

    /// <summary>Open callback mailboxes.</summary>
    public string Mailbox { get; } = $"\"{schema}\".payment_callback_mailbox";

    /// <summary>Messages that wait in the mailboxes.</summary>
    public string Message { get; } = $"\"{schema}\".payment_callback_message";
}
