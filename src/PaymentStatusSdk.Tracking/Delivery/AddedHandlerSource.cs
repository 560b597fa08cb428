using System.Data.Common;
using Microsoft.Extensions.DependencyInjection;

namespace PaymentStatusSdk.Tracking.Delivery;

/// <summary>A handler that was added with <c>AddStatusChangeHandler</c>: a keyed service under its own type.</summary>
/// <typeparam name="THandler">The handler.</typeparam>
internal sealed class AddedHandlerSource<THandler> : HandlerSource
    where THandler : IStatusChangeHandler
{
    public override Type Type => typeof(THandler);

    public override string Name => NameOf(typeof(THandler));

    public override BoundHandler Create(IServiceProvider scoped, DbTransaction? transaction) =>
        Bind(scoped.GetRequiredKeyedService<IStatusChangeHandler>(typeof(THandler)));
}
