using Microsoft.Extensions.DependencyInjection;

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

    /// <summary>Creates the handler; null when there is none.</summary>
    public abstract IStatusChangeHandler? Create(IServiceProvider scoped);

    /// <summary>Returns the name of a handler's type as the store records it.</summary>
    public static string NameOf(Type type)
    {
        var name = type.FullName ?? type.Name;
        return name.Length <= LongestName ? name : name[^LongestName..];
    }
}

/// <summary>A handler that was added with <c>AddStatusChangeHandler</c>: a keyed service under its own type.</summary>
/// <typeparam name="THandler">The handler.</typeparam>
internal sealed class HandlerSource<THandler> : HandlerSource
    where THandler : IStatusChangeHandler
{
    public override Type Type => typeof(THandler);

    public override string Name => NameOf(typeof(THandler));

    public override IStatusChangeHandler Create(IServiceProvider scoped) =>
        scoped.GetRequiredKeyedService<IStatusChangeHandler>(typeof(THandler));
}
