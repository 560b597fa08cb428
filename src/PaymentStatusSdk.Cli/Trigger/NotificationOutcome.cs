namespace PaymentStatusSdk.Cli.Trigger;

/// <summary>The result of the notification of a move.</summary>
internal enum NotificationOutcome
{
    /// <summary>The gateway sends no notification of this state, or none at all.</summary>
    NotSent,

    /// <summary>The simulator has no address for notifications.</summary>
    NoAddress,

    /// <summary>The host acknowledged the notification.</summary>
    Accepted,

    /// <summary>The host did not acknowledge the notification.</summary>
    Rejected,
}
