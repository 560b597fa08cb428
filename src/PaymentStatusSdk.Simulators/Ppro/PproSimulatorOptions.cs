using PaymentStatusSdk.Simulators.Faults;
using PaymentStatusSdk.Simulators.Hosting;

namespace PaymentStatusSdk.Simulators.Ppro;

/// <summary>The options of a <see cref="PproSimulator"/>, for behavior that PROTOCOL.md leaves open. They are read once, at the
/// start.</summary>
public sealed class PproSimulatorOptions : GatewaySimulatorOptions
{
    /// <summary>The accepted login; made up.</summary>
    /// <value>Default <c>testclient</c>.</value>
    public string Login { get; set; } = "testclient";

    /// <summary>The password; made up.</summary>
    /// <value>Default <c>test123</c>.</value>
    public string Password { get; set; } = "test123";

    /// <summary>The contract; made up.</summary>
    /// <value>Default <c>TESTCONTRACT</c>.</value>
    public string ContractId { get; set; } = "TESTCONTRACT";

    /// <summary>
    /// Whether the client certificate that is pinned to the login is required: the client certificate of
    /// <see cref="GatewaySimulatorOptions.Certificates"/>, which must be set then. Another certificate of the same authority is refused as
    /// well.
    /// </summary>
    /// <value>Default <see cref="PproCertificateCheck.None"/>.</value>
    public PproCertificateCheck ClientCertificate { get; set; }

    /// <summary>Whether a query by a merchant reference that several transactions share gets the first of them instead of
    /// TX_NOT_UNIQUE.</summary>
    /// <value>Default false. The provider documents that both occur.</value>
    public bool AnswerFirstOfSeveral { get; set; }

    /// <summary>The answer to wrong credentials instead of AUTH_ERROR.</summary>
    /// <value>Default null. For example <c>SimulatedFault.Status(401)</c>.</value>
    public SimulatedFault? RejectWith { get; set; }

    /// <summary>Whether the order of the fields differs from answer to answer, as in the provider's samples.</summary>
    /// <value>Default true.</value>
    public bool ShuffleFields { get; set; } = true;

    /// <summary>The seed of the field order and of the RAND fields.</summary>
    /// <value>Default 1.</value>
    public int Seed { get; set; } = 1;

    /// <summary>The number of status calls that are answered in half a day.</summary>
    /// <value>Default null: no limit. <see cref="PproQuota.TestHost"/> has the numbers of the test host.</value>
    public PproQuota? Quota { get; set; }

    /// <summary>The answer, instead of SYSTEM_ERROR, to a call over the quota, or over the concurrency limit when
    /// <see cref="RefuseOverConcurrency"/> is set.</summary>
    /// <value>Default null. For example <c>SimulatedFault.TooManyRequests()</c>.</value>
    public SimulatedFault? OverLimitWith { get; set; }

    /// <summary>The maximum number of calls that are answered at the same time.</summary>
    /// <value>Default null: no limit. 1 or more. The provider has a limit and does not document it.</value>
    /// <remarks>
    /// A call stops counting before the end of its answer can reach the client, so that the next call of a client that has the answer is
    /// not over the limit. An answer of at most 64 KiB counts until it is ready, whether the client reads it or not, because the server
    /// sends it without waiting for the client. A longer answer counts until its last 64 KiB are sent, and so while the client does not
    /// read. With <see cref="SimulatedFault.SlowDrip"/>, an answer counts until just before its last byte.
    /// </remarks>
    public int? ConcurrencyLimit { get; set; }

    /// <summary>Whether calls over the limit are refused instead of queued.</summary>
    /// <value>Default false.</value>
    public bool RefuseOverConcurrency { get; set; }

    /// <summary>How long a transaction stays locked after a move; status calls for it are answered after that time.</summary>
    /// <value>Default zero; zero to 30 days, on the simulator's clock.</value>
    public TimeSpan LockAfterMove { get; set; }

    /// <summary>The key of the notification hash; made up.</summary>
    /// <value>Default <c>notification-example</c>.</value>
    public string NotificationSecret { get; set; } = "notification-example";

    /// <summary>The delays between the deliveries of a notification that is not acknowledged.</summary>
    /// <value>Default: 192 times 15 minutes. Each delay is zero to 30 days, on the simulator's clock.</value>
    public IReadOnlyList<TimeSpan> Redelivery { get; set; } = [.. Enumerable.Repeat(TimeSpan.FromMinutes(15), 192)];

    /// <summary>Whether an acknowledgement must have status 200.</summary>
    /// <value>Default true. False accepts any status below 300. (Documented for a sister product.)</value>
    public bool RequireStatus200 { get; set; } = true;

    /// <summary>The phrase that the first 4096 bytes of an acknowledgement must contain.</summary>
    /// <value>Default <c>RECEIVED OK</c>, documented for a sister product; null requires no phrase.</value>
    public string? RequirePhrase { get; set; } = "RECEIVED OK";

    /// <summary>The defects of the notifications.</summary>
    /// <value>Default none. The values can be combined.</value>
    public PproNotificationDefects NotificationDefects { get; set; }

    internal override void AddErrors(SimulatorOptionErrors errors)
    {
        base.AddErrors(errors);
        errors.RequireText(nameof(Login), Login);
        errors.RequireText(nameof(Password), Password);
        errors.RequireText(nameof(ContractId), ContractId);
        errors.RequireText(nameof(NotificationSecret), NotificationSecret);
        errors.RequireWaits(nameof(Redelivery), Redelivery);
        errors.Require(ConcurrencyLimit is null or >= 1, nameof(ConcurrencyLimit), "1 or more");
        errors.RequireWait(nameof(LockAfterMove), LockAfterMove);
        errors.Require(
            ClientCertificate == PproCertificateCheck.None || Certificates is not null,
            nameof(Certificates), $"set when {nameof(ClientCertificate)} is");
    }
}
