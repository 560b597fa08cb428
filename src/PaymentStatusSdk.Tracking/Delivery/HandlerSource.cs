using System.Data.Common;
using System.Security.Cryptography;
using System.Text;

namespace PaymentStatusSdk.Tracking.Delivery;

/// <summary>One registered handler, which can be created without creating any other handler.</summary>
internal abstract class HandlerSource
{
    private const int LongestName = 256;
    private const int HashLength = 32;

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
    /// <remarks>Unlike the full name, it contains no versions of assemblies, which would change with an upgrade.</remarks>
    public static string NameOf(Type type) => Shorten(type.ToString());

    /// <summary>Returns a name that fits the store. Long names may have the same end, so they get a hash.</summary>
    public static string Shorten(string name) => name.Length <= LongestName
        ? name
        : Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(name)))[..HashLength] + name[^(LongestName - HashLength)..];

    /// <summary>Binds a handler without a transaction.</summary>
    protected static BoundHandler Bind(IStatusChangeHandler handler) => new(handler.GetType(), handler.HandleAsync);
}
