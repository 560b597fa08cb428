namespace PaymentStatusSdk.Testing;

/// <summary>How a <see cref="PproSimulator"/> behaves where PROTOCOL.md leave it open. Read once, at the start.</summary>
public sealed class PproSimulatorOptions : GatewaySimulatorOptions
{
    /// <summary>The login that is let in; made up.</summary>
    /// <value>Default <c>testclient</c>.</value>
    public string Login { get; set; } = "testclient";

    /// <summary>Its password; made up.</summary>
    /// <value>Default <c>test123</c>.</value>
    public string Password { get; set; } = "test123";

    /// <summary>Its contract; made up.</summary>
    /// <value>Default <c>TESTCONTRACT</c>.</value>
    public string ContractId { get; set; } = "TESTCONTRACT";

    /// <summary>
    /// Whether the client certificate that is pinned to the login is needed: the one of <see cref="GatewaySimulatorOptions.Certificates"/>,
    /// which must be set then. A certificate of the same authority that is not this one is refused as well.
    /// </summary>
    /// <value>Default <see cref="PproCertificateCheck.None"/>.</value>
    public PproCertificateCheck ClientCertificate { get; set; }

    /// <summary>Whether the first of several transactions with one merchant id is answered, instead of TX_NOT_UNIQUE.</summary>
    /// <value>Default false. The provider says that either happens.</value>
    public bool AnswerFirstOfSeveral { get; set; }

    /// <summary>What wrong credentials get instead of AUTH_ERROR.</summary>
    /// <value>Default null. For example <c>SimulatedFault.Status(401)</c>.</value>
    public SimulatedFault? RejectWith { get; set; }

    /// <summary>Whether the order of the fields differs from answer to answer, as in the provider's samples.</summary>
    /// <value>Default true.</value>
    public bool ShuffleFields { get; set; } = true;

    /// <summary>Seed of the order and of the RAND fields.</summary>
    /// <value>Default 1.</value>
    public int Seed { get; set; } = 1;

    /// <summary>How many status calls are answered in half a day.</summary>
    /// <value>Default null: any number. <see cref="PproQuota.TestHost"/> has the numbers of the test host.</value>
    public PproQuota? Quota { get; set; }

    /// <summary>What a call over the quota, or over the concurrency limit where that refuses, gets instead of SYSTEM_ERROR.</summary>
    /// <value>Default null. For example <c>SimulatedFault.TooManyRequests()</c>.</value>
    public SimulatedFault? OverLimitWith { get; set; }

    /// <summary>How many calls are answered at the same time.</summary>
    /// <value>Default null: any number. 1 or more. The provider has a limit and does not tell it.</value>
    public int? ConcurrencyLimit { get; set; }

    /// <summary>Whether calls over the limit are refused instead of waiting for their turn.</summary>
    /// <value>Default false.</value>
    public bool RefuseOverConcurrency { get; set; }

    /// <summary>How long a transaction stays locked after a move: status calls on it are answered after that.</summary>
    /// <value>Default zero, on the simulator's clock.</value>
    public TimeSpan LockAfterMove { get; set; }

    /// <summary>The key of the notification hash; made up.</summary>
    /// <value>Default <c>notification-example</c>.</value>
    public string NotificationSecret { get; set; } = "notification-example";

    /// <summary>The waits between the deliveries of a notification that is not acknowledged.</summary>
    /// <value>Default: 192 times 15 minutes.</value>
    public IReadOnlyList<TimeSpan> Redelivery { get; set; } = [.. Enumerable.Repeat(TimeSpan.FromMinutes(15), 192)];

    /// <summary>Whether an acknowledgement needs status 200.</summary>
    /// <value>Default true; false: any answer below 300. (Stated for a sister product.)</value>
    public bool RequireStatus200 { get; set; } = true;

    /// <summary>The phrase that the first 4096 bytes of an acknowledgement must hold.</summary>
    /// <value>Default <c>RECEIVED OK</c>, stated for a sister product; null: none is needed.</value>
    public string? RequirePhrase { get; set; } = "RECEIVED OK";

    /// <summary>What is wrong with the notifications.</summary>
    /// <value>Default nothing. Can be combined.</value>
    public PproNotificationDefects NotificationDefects { get; set; }

    internal override void Validate()
    {
        base.Validate();
        ArgumentException.ThrowIfNullOrEmpty(Login);
        ArgumentException.ThrowIfNullOrEmpty(Password);
        ArgumentException.ThrowIfNullOrEmpty(ContractId);
        ArgumentException.ThrowIfNullOrEmpty(NotificationSecret);
        ArgumentNullException.ThrowIfNull(Redelivery);
        if (ConcurrencyLimit < 1) throw Wrong(nameof(ConcurrencyLimit), "1 or more");
        if (LockAfterMove < TimeSpan.Zero) throw Wrong(nameof(LockAfterMove), "zero or more");
        if (ClientCertificate != PproCertificateCheck.None && Certificates is null)
            throw Wrong(nameof(Certificates), $"set when {nameof(ClientCertificate)} is");
    }
}
