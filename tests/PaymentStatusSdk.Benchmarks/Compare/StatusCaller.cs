namespace PaymentStatusSdk.Benchmarks.Compare;

/// <summary>One way to ask one gateway. All ways ask for the same transactions and must find them paid.</summary>
/// <param name="Gateway">convergegate or ppro.</param>
/// <param name="Client">bare, handwritten or sdk.</param>
/// <param name="IsPaidAsync">Asks for one transaction by its index.</param>
internal sealed record StatusCaller(string Gateway, string Client, Func<int, Task<bool>> IsPaidAsync);
