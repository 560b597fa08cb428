using PaymentStatusSdk.Simulators;
using PaymentStatusSdk.Simulators.Desjardins;
using PaymentStatusSdk.Simulators.Faults;

namespace PaymentStatusSdk.Cli.Simulate.Control;

// The JSON shapes of the control API. They are internal: the wire format of a tool, not an API of this package.
internal sealed class ControlOverview
{
    public required IReadOnlyList<ControlledGatewayInfo> Gateways { get; init; }

    public required IReadOnlyList<string> Examples { get; init; }
}

internal sealed class ControlledGatewayInfo
{
    public required string Name { get; init; }

    public required Uri Endpoint { get; init; }

    public required IReadOnlyDictionary<string, string> Credentials { get; init; }

    public required IReadOnlyList<string> Transactions { get; init; }

    public required IReadOnlyList<string> Faults { get; init; }

    public Uri? NotificationUrl { get; init; }
}

internal sealed class ControlError
{
    public required string Error { get; init; }
}

internal sealed class ConvergeGateTransactionBody
{
    public string? MerchantTransId { get; init; }

    public string? Amount { get; init; }

    public string? CurCode { get; init; }

    public string? State { get; init; }

    public string? MerchantSpecific1 { get; init; }

    public string? MerchantSpecific2 { get; init; }

    public string? MerchantSpecific3 { get; init; }

    public string? MerchantSpecific4 { get; init; }

    public string? MerchantSpecific5 { get; init; }

    public string? ErrorCode { get; init; }

    public string? ErrorMessage { get; init; }

    public IReadOnlyList<SimulatedStep>? Steps { get; init; }
}

internal sealed class PproTransactionBody
{
    public string? MerchantTxId { get; init; }

    public string? Status { get; init; }

    public string? FailReason { get; init; }

    public string? FundsStatus { get; init; }

    public string? RedirectUrl { get; init; }

    public string? Channel { get; init; }

    public string? Tag { get; init; }

    public string? ErrMsg { get; init; }

    public IReadOnlyList<SimulatedStep>? Steps { get; init; }
}

internal sealed class DipsTransactionBody
{
    public DipsOutcome? Outcome { get; init; }

    public long? Amount { get; init; }

    public DateTimeOffset? SubmittedAt { get; init; }

    public string? ErrorCode { get; init; }

    public IReadOnlyList<SimulatedStep>? Steps { get; init; }
}

internal sealed class StateBody
{
    public string? State { get; init; }

    public string? FundsStatus { get; init; }

    public string? FailReason { get; init; }

    public bool Force { get; init; }
}

internal sealed class FaultBody
{
    public SimulatedFaultKind Kind { get; init; }

    public string? Text { get; init; }

    public long? Number { get; init; }

    public double? Seconds { get; init; }

    public string? Step { get; init; }

    public string? ContentType { get; init; }

    // Nullable: source-generated reading does not keep the initial values of init-only members.
    public int? Count { get; init; }

    public bool Always { get; init; }
}

internal sealed class NotificationUrlBody
{
    public Uri? Url { get; init; }
}

internal sealed class ControlledFaults
{
    public required int Queued { get; init; }
}

internal sealed class ControlledRequest
{
    public required long Number { get; init; }

    public required DateTimeOffset ReceivedAt { get; init; }

    public required string Method { get; init; }

    public required string Path { get; init; }

    public string? ContentType { get; init; }

    public required RequestCarrier Carrier { get; init; }

    public required string Body { get; init; }

    public required IReadOnlyDictionary<string, string> Headers { get; init; }

    public string? ClientCertificateThumbprint { get; init; }
}

internal sealed class ControlledDelivery
{
    public required DateTimeOffset SentAt { get; init; }

    public required Uri Url { get; init; }

    public required string TransactionId { get; init; }

    public required int Attempt { get; init; }

    public required string Body { get; init; }

    public int? StatusCode { get; init; }

    public required bool Accepted { get; init; }

    public string? Error { get; init; }
}
