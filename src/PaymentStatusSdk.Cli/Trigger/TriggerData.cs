namespace PaymentStatusSdk.Cli.Trigger;

/// <summary>The data of <c>trigger</c>.</summary>
internal sealed class TriggerData
{
    public required string Gateway { get; init; }

    public required string GatewayReference { get; init; }

    public required string MerchantReference { get; init; }

    /// <summary>Whether the transaction is new.</summary>
    public required bool Created { get; init; }

    /// <summary>The state before the move, in the gateway's own values; absent for a new transaction.</summary>
    public string? From { get; init; }

    /// <summary>The state after the move, in the gateway's own values.</summary>
    public required string To { get; init; }

    public required NotificationOutcome Notification { get; init; }

    /// <summary>The HTTP status with which the host answered the notification; absent when there was no answer.</summary>
    public int? NotificationStatus { get; init; }
}
