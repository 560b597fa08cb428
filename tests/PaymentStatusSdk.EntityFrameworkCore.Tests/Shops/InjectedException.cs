using System.Data.Common;

namespace PaymentStatusSdk.EntityFrameworkCore.Tests.Shops;

/// <summary>A failure of the database that a repetition may overcome.</summary>
public sealed class InjectedException(string step) : DbException(step)
{
    public override bool IsTransient => true;
}
