namespace PaymentStatusSdk.EndToEnd.Tests.ManyInstances;

/// <summary>Runs alone, because its processes use the whole machine.</summary>
[CollectionDefinition(nameof(ManyInstancesGroup), DisableParallelization = true)]
public sealed class ManyInstancesGroup;
