namespace PaymentStatusSdk.Conformance.Tests.Ppro;

// Every part of the suite; MetaTests fails when one is missing.

public sealed class PproDocumentedValuesTests : DocumentedValuesTests<PproFixture>;

public sealed class PproNewValuesTests : NewValuesTests<PproFixture>;

public sealed class PproNotUnderstoodTests : NotUnderstoodTests<PproFixture>;

public sealed class PproFaultTests : FaultTests<PproFixture>;

public sealed class PproIdentityTests : IdentityTests<PproFixture>;

public sealed class PproCancellationTests : CancellationTests<PproFixture>;

public sealed class PproTimeoutTests : TimeoutTests<PproFixture>;

public sealed class PproFailureTableTests : FailureTableTests<PproFixture>;

public sealed class PproSecretsTests : SecretsTests<PproFixture>;

public sealed class PproHostileBodyTests : HostileBodyTests<PproFixture>;

public sealed class PproRetryTests : RetryTests<PproFixture>;

public sealed class PproConcurrencyTests : ConcurrencyTests<PproFixture>;

public sealed class PproTelemetryTests : TelemetryTests<PproFixture>;

public sealed class PproConfigurationTests : ConfigurationTests<PproFixture>;
