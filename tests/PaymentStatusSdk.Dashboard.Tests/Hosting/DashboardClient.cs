using System.Net;
using System.Text.RegularExpressions;

namespace PaymentStatusSdk.Dashboard.Tests.Hosting;

/// <summary>A browser without script: it keeps cookies, follows no redirect, and sends forms with their hidden fields.</summary>
internal sealed partial class DashboardClient : IDisposable
{
    private readonly HttpClientHandler _handler = new() { AllowAutoRedirect = false };
    private readonly HttpClient _http;

    public DashboardClient(Uri address, string? user, string? claim = null)
    {
        _http = new HttpClient(_handler) { BaseAddress = address };
        if (user is not null) _http.DefaultRequestHeaders.Add(HeaderAuthentication.Header, user);
        if (claim is not null) _http.DefaultRequestHeaders.Add(HeaderAuthentication.ClaimHeader, claim);
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path);
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        return await _http.SendAsync(request, Ct);
    }

    public async Task<string> GetAsync(string path)
    {
        using var response = await SendAsync(HttpMethod.Get, path);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return await response.Content.ReadAsStringAsync(Ct);
    }

    /// <summary>Returns the texts of the links to payments on a page of the list.</summary>
    public async Task<IReadOnlyList<string>> ListAsync(string path) => PaymentsOf(await GetAsync(path));

    public static IReadOnlyList<string> PaymentsOf(string html) =>
        [.. PaymentLink().Matches(html).Select(match => WebUtility.HtmlDecode(match.Groups[1].Value))];

    /// <summary>Sends the form with this action on a page.</summary>
    public Task<HttpResponseMessage> SubmitAsync(string page, string action, params (string Name, string Value)[] headers) =>
        SubmitAsync(page, action, [], headers);

    /// <summary>Sends the form with this action on a page, with further fields.</summary>
    public async Task<HttpResponseMessage> SubmitAsync(
        string page, string action, Dictionary<string, string> fields, params (string Name, string Value)[] headers)
    {
        var html = await GetAsync(page);
        var form = Form().Matches(html).Single(match => match.Groups[1].Value == action).Groups[2].Value;
        foreach (Match field in Hidden().Matches(form)) fields.TryAdd(field.Groups[1].Value, WebUtility.HtmlDecode(field.Groups[2].Value));
        Assert.True(fields.ContainsKey("__RequestVerificationToken"), "The form has no antiforgery token.");
        return await PostAsync(action, fields, headers);
    }

    public async Task<HttpResponseMessage> PostAsync(
        string action, Dictionary<string, string> fields, params (string Name, string Value)[] headers)
    {
        using var content = new FormUrlEncodedContent(fields);
        using var request = new HttpRequestMessage(HttpMethod.Post, action) { Content = content };
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        return await _http.SendAsync(request, Ct);
    }

    /// <summary>Returns the address of the stream of events of a page.</summary>
    public async Task<string> EventsOfAsync(string path) =>
        WebUtility.HtmlDecode((await GetAsync(path)).Split("data-events=\"")[1].Split('"')[0]);

    public async Task<EventReader> ListenAsync(string address)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Ct);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return new EventReader(response, new StreamReader(await response.Content.ReadAsStreamAsync(Ct)));
    }

    /// <summary>Connects as soon as the server has noticed that another connection is closed.</summary>
    public async Task<EventReader> ListenUntilAcceptedAsync(string address)
    {
        while (true)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, address);
            var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Ct);
            if (response.StatusCode == HttpStatusCode.OK)
                return new EventReader(response, new StreamReader(await response.Content.ReadAsStreamAsync(Ct)));
            response.Dispose();
        }
    }

    public void Dispose()
    {
        _http.Dispose();
        _handler.Dispose();
    }

    [GeneratedRegex("<th scope=\"row\" class=\"payment\" role=\"rowheader\"><a href=\"[^\"]*\"><bdi class=\"foreign\">(.*?)</bdi>")]
    private static partial Regex PaymentLink();

    [GeneratedRegex("<form method=\"post\" action=\"([^\"]*)\">(.*?)</form>", RegexOptions.Singleline)]
    private static partial Regex Form();

    [GeneratedRegex("<input type=\"hidden\" name=\"([^\"]*)\" value=\"([^\"]*)\"")]
    private static partial Regex Hidden();
}
