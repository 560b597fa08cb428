namespace PaymentStatusSdk.EndToEnd.Tests.ManyInstances;

/// <summary>Runs alone: its processes take the whole machine, and a browser next to them would only wait.</summary>
[CollectionDefinition(nameof(ManyInstancesGroup), DisableParallelization = true)]
public sealed class ManyInstancesGroup;
