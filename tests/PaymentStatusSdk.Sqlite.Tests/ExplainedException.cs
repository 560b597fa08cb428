using PaymentStatusSdk.Relational.Dialects;

namespace PaymentStatusSdk.Sqlite.Tests;

/// <summary>A failure of the database with its explanation.</summary>
/// <param name="failure">The explanation.</param>
internal sealed class ExplainedException(StoreFailure failure) : Exception(failure.Text)
{
    public StoreFailure Failure => failure;
}
