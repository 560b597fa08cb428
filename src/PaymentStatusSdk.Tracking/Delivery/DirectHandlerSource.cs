using System.Data.Common;
using Microsoft.Extensions.DependencyInjection;

namespace PaymentStatusSdk.Tracking.Delivery;

/// <summary>
/// A handler that was registered as <see cref="IStatusChangeHandler"/> itself. A container creates such services only together.
/// </summary>
/// <param name="index">The index among such handlers.</param>
internal sealed class DirectHandlerSource(int index) : HandlerSource
{
    public override Type Type => typeof(IStatusChangeHandler);

    public override BoundHandler? Create(IServiceProvider scoped, DbTransaction? transaction) =>
        scoped.GetServices<IStatusChangeHandler>().ElementAtOrDefault(index) is { } handler ? Bind(handler) : null;
}
