using System.Data.Common;

namespace PaymentStatusSdk.Tracking.Delivery;

/// <summary>A handler that is called inside a transaction of another database, whose inbox table records its completion.</summary>
/// <param name="type">The registered type.</param>
/// <param name="dataSource">Returns the database.</param>
/// <param name="create">Creates the handler.</param>
internal sealed class InboxHandlerSource(
    Type type, Func<IServiceProvider, DbDataSource> dataSource, Func<IServiceProvider, ITransactionalStatusChangeHandler> create)
    : HandlerSource
{
    public override Type Type => type;

    public override string Name { get; } = NameOf(type);

    public override BoundHandler Create(IServiceProvider scoped, DbTransaction? transaction)
    {
        var handler = create(scoped);
        return new BoundHandler(
            handler.GetType(), (change, token) => Inbox.HandleAsync(dataSource(scoped), Name, handler, change, token));
    }
}
