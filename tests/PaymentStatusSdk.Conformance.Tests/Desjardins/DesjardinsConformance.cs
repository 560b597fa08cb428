namespace PaymentStatusSdk.Conformance.Tests.Desjardins;

// Every part of the suite; MetaTests fails when one is missing.

public sealed class DesjardinsDocumentedValuesTests : DocumentedValuesTests<DesjardinsFixture>;

public sealed class DesjardinsNewValuesTests : NewValuesTests<DesjardinsFixture>;

public sealed class DesjardinsNotUnderstoodTests : NotUnderstoodTests<DesjardinsFixture>;

public sealed class DesjardinsFaultTests : FaultTests<DesjardinsFixture>;

public sealed class DesjardinsIdentityTests : IdentityTests<DesjardinsFixture>;

public sealed class DesjardinsCancellationTests : CancellationTests<DesjardinsFixture>;

public sealed class DesjardinsTimeoutTests : TimeoutTests<DesjardinsFixture>;

public sealed class DesjardinsFailureTableTests : FailureTableTests<DesjardinsFixture>;

public sealed class DesjardinsSecretsTests : SecretsTests<DesjardinsFixture>;

public sealed class DesjardinsHostileBodyTests : HostileBodyTests<DesjardinsFixture>;

public sealed class DesjardinsRetryTests : RetryTests<DesjardinsFixture>;

public sealed class DesjardinsConcurrencyTests : ConcurrencyTests<DesjardinsFixture>;

public sealed class DesjardinsTelemetryTests : TelemetryTests<DesjardinsFixture>;

public sealed class DesjardinsConfigurationTests : ConfigurationTests<DesjardinsFixture>;
