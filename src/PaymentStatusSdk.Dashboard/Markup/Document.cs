using Microsoft.AspNetCore.Components;

namespace PaymentStatusSdk.Dashboard.Markup;

/// <summary>The component that renders a page.</summary>
internal sealed class Document : IComponent
{
    private RenderHandle _handle;

    public void Attach(RenderHandle renderHandle) => _handle = renderHandle;

    public Task SetParametersAsync(ParameterView parameters)
    {
        _handle.Render(parameters.GetValueOrDefault<RenderFragment>(nameof(Content)) ?? Html.None);
        return Task.CompletedTask;
    }

    /// <summary>The name of the parameter with the page.</summary>
    public const string Content = nameof(Content);
}
