namespace PaymentStatusSdk.FloodedHost;

/// <summary>The memory of the host in bytes.</summary>
/// <param name="Committed">The managed heap's committed memory.</param>
/// <param name="WorkingSet">The process's resident memory.</param>
internal sealed record HostMemory(long Committed, long WorkingSet);
