using Microsoft.Extensions.DependencyInjection;

namespace PaymentStatusSdk.Tracking.Delivery;

/// <summary>
/// A handler that was registered as <see cref="IStatusChangeHandler"/> itself. A container creates such services only together.
/// </summary>
/// <param name="index">The index among such handlers.</param>
internal sealed class DirectHandlerSource(int index) : HandlerSource
{
    public override Type Type => typeof(IStatusChangeHandler);

    public override IStatusChangeHandler? Create(IServiceProvider scoped) =>
        scoped.GetServices<IStatusChangeHandler>().ElementAtOrDefault(index);
}
