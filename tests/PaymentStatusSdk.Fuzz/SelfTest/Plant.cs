using PaymentStatusSdk.Fuzz.Engine;

namespace PaymentStatusSdk.Fuzz.SelfTest;

/// <summary>A wrong reader that an oracle must report.</summary>
/// <param name="Name">What is wrong.</param>
/// <param name="Target">The target whose reader is replaced.</param>
/// <param name="Oracle">The oracle that must report it.</param>
/// <param name="Read">The wrong reader; it may call the right one.</param>
internal sealed record Plant(string Name, string Target, Oracle Oracle, Func<FuzzTarget, byte[], object?> Read);
