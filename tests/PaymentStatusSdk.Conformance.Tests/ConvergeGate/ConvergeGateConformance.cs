namespace PaymentStatusSdk.Conformance.Tests.ConvergeGate;

// Every part of the suite; MetaTests fails when one is missing.

public sealed class ConvergeGateDocumentedValuesTests : DocumentedValuesTests<ConvergeGateFixture>;

public sealed class ConvergeGateNewValuesTests : NewValuesTests<ConvergeGateFixture>;

public sealed class ConvergeGateNotUnderstoodTests : NotUnderstoodTests<ConvergeGateFixture>;

public sealed class ConvergeGateFaultTests : FaultTests<ConvergeGateFixture>;

public sealed class ConvergeGateIdentityTests : IdentityTests<ConvergeGateFixture>;

public sealed class ConvergeGateCancellationTests : CancellationTests<ConvergeGateFixture>;

public sealed class ConvergeGateTimeoutTests : TimeoutTests<ConvergeGateFixture>;

public sealed class ConvergeGateFailureTableTests : FailureTableTests<ConvergeGateFixture>;

public sealed class ConvergeGateSecretsTests : SecretsTests<ConvergeGateFixture>;

public sealed class ConvergeGateHostileBodyTests : HostileBodyTests<ConvergeGateFixture>;

public sealed class ConvergeGateRetryTests : RetryTests<ConvergeGateFixture>;

public sealed class ConvergeGateConcurrencyTests : ConcurrencyTests<ConvergeGateFixture>;

public sealed class ConvergeGateTelemetryTests : TelemetryTests<ConvergeGateFixture>;

public sealed class ConvergeGateConfigurationTests : ConfigurationTests<ConvergeGateFixture>;
