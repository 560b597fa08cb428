using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.Logging;

namespace PaymentStatusSdk.Dashboard.Markup;

/// <summary>Renders a page to text with the static renderer of the framework.</summary>
internal static class HtmlWriter
{
    public static async Task<string> RenderAsync(IServiceProvider services, ILoggerFactory loggers, RenderFragment page)
    {
        var renderer = new HtmlRenderer(services, loggers);
        await using var disposing = renderer.ConfigureAwait(false);
        var parameters = ParameterView.FromDictionary(new Dictionary<string, object?> { [Document.Content] = page });
        return await renderer.Dispatcher.InvokeAsync(async () =>
        {
            var root = await renderer.RenderComponentAsync<Document>(parameters).ConfigureAwait(true);
            return root.ToHtmlString();
        }).ConfigureAwait(false);
    }
}
