namespace PaymentStatusSdk.Benchmarks.Compare;

/// <summary>One way to query one gateway. All ways query the same transactions, which must be paid.</summary>
/// <param name="Gateway">convergegate or ppro.</param>
/// <param name="Client">bare, handwritten or sdk.</param>
/// <param name="IsPaidAsync">Queries one transaction by its index.</param>
internal sealed record StatusCaller(string Gateway, string Client, Func<int, Task<bool>> IsPaidAsync);
