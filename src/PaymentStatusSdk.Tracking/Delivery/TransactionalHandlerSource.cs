using System.Data.Common;

namespace PaymentStatusSdk.Tracking.Delivery;

/// <summary>A handler that is called inside the transaction that records its completion.</summary>
/// <param name="type">The registered type.</param>
/// <param name="name">The name under which the store records completed changes.</param>
/// <param name="create">Creates the handler.</param>
internal sealed class TransactionalHandlerSource(
    Type type, string name, Func<IServiceProvider, ITransactionalStatusChangeHandler> create) : HandlerSource
{
    public override Type Type => type;

    public override string Name { get; } = Shorten(name);

    public override bool IsTransactional => true;

    public override BoundHandler Create(IServiceProvider scoped, DbTransaction? transaction)
    {
        var handler = create(scoped);
        return new BoundHandler(type, (change, token) => handler.HandleAsync(change, transaction!, token));
    }
}
