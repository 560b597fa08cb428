namespace PaymentStatusSdk.Benchmarks.Compare;

/// <summary>One way to query one gateway. All ways query the same transactions, which must be paid.</summary>
/// <param name="Gateway">convergegate, ppro or stripe.</param>
/// <param name="Client">bare, handwritten, sdk or the name of another client.</param>
/// <param name="IsPaidAsync">Queries one transaction by its index.</param>
internal sealed record StatusCaller(string Gateway, string Client, Func<int, Task<bool>> IsPaidAsync);
