namespace PaymentStatusSdk.Mutation.Running;

/// <summary>A test that does not end, and goes on to use the processor.</summary>
internal sealed class EndlessLoopException : Exception;
