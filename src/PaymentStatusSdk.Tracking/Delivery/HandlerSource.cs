using System.Data.Common;

namespace PaymentStatusSdk.Tracking.Delivery;

/// <summary>One registered handler, which can be created without creating any other handler.</summary>
internal abstract class HandlerSource
{
    private const int LongestName = 256;

    /// <summary>The registered type, for logs.</summary>
    public abstract Type Type { get; }

    /// <summary>
    /// The name under which the store records that the handler has completed a change; null when only the created handler determines it.
    /// </summary>
    public virtual string? Name => null;

    /// <summary>Whether the handler needs a transaction of the store.</summary>
    public virtual bool IsTransactional => false;

    /// <summary>Creates the handler; null when there is none.</summary>
    /// <param name="scoped">The services of the delivery.</param>
    /// <param name="transaction">The transaction of the store; null unless the handler needs it.</param>
    public abstract BoundHandler? Create(IServiceProvider scoped, DbTransaction? transaction);

    /// <summary>Returns the name of a handler's type as the store records it.</summary>
    public static string NameOf(Type type) => Shorten(type.FullName ?? type.Name);

    /// <summary>Returns the end of a name that is too long for the store.</summary>
    public static string Shorten(string name) => name.Length <= LongestName ? name : name[^LongestName..];

    /// <summary>Binds a handler without a transaction.</summary>
    protected static BoundHandler Bind(IStatusChangeHandler handler) => new(handler.GetType(), handler.HandleAsync);
}
