using System.Collections.Frozen;
using System.Text;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Http;
using PaymentStatusSdk.Simulators.Hosting;

namespace PaymentStatusSdk.Simulators.Ppro;

/// <summary>The page to which the consumer is redirected: a form that sets the outcome (PROTOCOL.md of the PPRO adapter).</summary>
internal static class PproConsumerPage
{
    // Name of the result in the form: status, fail reason, funds status.
    private static readonly FrozenDictionary<string, (string Status, string? FailReason, string? Funds)> Results =
        new Dictionary<string, (string, string?, string?)>
        {
            ["succeeded"] = ("SUCCEEDED", null, "RECEIVED"),
            ["succeeded_waiting"] = ("SUCCEEDED", null, "WAITING"),
            ["failed_user_abort"] = ("FAILED", "USER_ABORT", null),
            ["failed_timeout"] = ("FAILED", "TIMEOUT", null),
            ["failed_remote_decline"] = ("FAILED", "REMOTE_DECLINE", null),
        }.ToFrozenDictionary(StringComparer.Ordinal);

    public static async ValueTask<bool> TryServeAsync(HttpContext context, ReadOnlyMemory<byte> body, PproSimulator simulator)
    {
        if (context.Request.Path != "/process") return false;
        var id = context.Request.Query["tx"].ToString();
        var transaction = simulator.Find(id);
        if (transaction is null)
        {
            await WriteAsync(context, 404, "<p>No such transaction.</p>").ConfigureAwait(false);
        }
        else if (!HttpMethods.IsPost(context.Request.Method))
        {
            var options = string.Concat(Results.Keys.Order(StringComparer.Ordinal).Select(r => $"<option>{r}</option>"));
            var page = $"<p>Transaction {HtmlEncoder.Default.Encode(id)}: {HtmlEncoder.Default.Encode(transaction.Status)}</p>"
                + $"<form method=\"post\"><select name=\"result\">{options}</select> <button type=\"submit\">Submit</button></form>";
            await WriteAsync(context, 200, page).ConfigureAwait(false);
        }
        else if (FormBody.Read(body.Span).TryGetValue("result", out var result) && Results.TryGetValue(result, out var outcome))
        {
            var (status, page) = TryMove(simulator, id, outcome);
            await WriteAsync(context, status, page).ConfigureAwait(false);
        }
        else
        {
            await WriteAsync(context, 400, "<p>Unknown result.</p>").ConfigureAwait(false);
        }

        return true;
    }

    internal static (int Status, string Page) TryMove(
        PproSimulator simulator, string id, (string Status, string? FailReason, string? Funds) outcome)
    {
        try
        {
            simulator.Move(id, outcome.Status, outcome.Funds, outcome.FailReason);
            return (200, $"<p>The transaction is {outcome.Status}.</p>");
        }
        catch (Exception exception) when (exception is InvalidOperationException or KeyNotFoundException)
        {
            return (409, $"<p>{HtmlEncoder.Default.Encode(exception.Message)}</p>");
        }
    }

    private static async Task WriteAsync(HttpContext context, int status, string content)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/html; charset=utf-8";
        var page = $"<!DOCTYPE html><html lang=\"en\"><head><title>Simulated payment page</title></head><body>{content}</body></html>";
        await context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(page), context.RequestAborted).ConfigureAwait(false);
    }
}
