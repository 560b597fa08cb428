using System.Net;
using System.Security.Claims;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;
using PaymentStatusSdk.Dashboard.Endpoints;
using PaymentStatusSdk.Dashboard.Tests.Hosting;
using PaymentStatusSdk.Tracking;

namespace PaymentStatusSdk.Dashboard.Tests.Endpoints;

/// <summary>Every request passes the gate, and only what may pass reaches its handler.</summary>
public sealed class EndpointAccessTests
{
    private static readonly PaymentStatusDashboardOptions Closed = new() { ReadPolicy = "read", OperatorPolicy = "act" };

    private readonly List<DashboardRequest> _handled = [];

    [Theory]
    [InlineData(true, 403)]
    [InlineData(false, 401)]
    public async Task Page_and_file_refuse_a_user_without_the_policy(bool isSignedIn, int status)
    {
        foreach (var isPage in new[] { true, false })
        {
            await using var request = new TestRequest("act");
            if (!isSignedIn) request.Context.User = new ClaimsPrincipal(new ClaimsIdentity());
            var pages = new StatusCodePagesFeature();
            request.Context.Features.Set<IStatusCodePagesFeature>(pages);
            var gate = new DashboardGate(Closed);

            await (isPage ? gate.Page(0, HandleAsync) : gate.File(_ => throw new NotSupportedException()))(request.Context);

            Assert.Equal(status, request.Status);
            Assert.Equal("The user does not meet the policy of the dashboard.", request.Text);
            Assert.False(pages.Enabled);
            AssertHeaders(request.Context.Response);
        }

        Assert.Empty(_handled);
    }

    [Fact]
    public async Task Open_dashboard_refuses_another_machine()
    {
        await using var request = new TestRequest();
        request.Context.Connection.RemoteIpAddress = IPAddress.Parse("10.0.0.1");
        request.Context.User = new ClaimsPrincipal(new ClaimsIdentity());

        await new DashboardGate(new PaymentStatusDashboardOptions()).Page(0, HandleAsync)(request.Context);

        Assert.Equal(403, request.Status);
        Assert.Equal("Without an authorization policy, the dashboard answers only requests from its own machine.", request.Text);
        Assert.Empty(_handled);
    }

    [Fact]
    public async Task File_is_written_for_a_reader_with_the_headers_of_a_page()
    {
        await using var request = new TestRequest("read");
        var isHandled = false;

        await new DashboardGate(Closed).File(context =>
        {
            AssertHeaders(context.Response);
            isHandled = true;
            return Task.CompletedTask;
        })(request.Context);

        Assert.True(isHandled);
        Assert.Equal(200, request.Status);
    }

    [Theory]
    [InlineData("", "/payments", 0, "/payments")]
    [InlineData("", "/payments/", 0, "/payments")]
    [InlineData("", "/payments/7", 1, "/payments")]
    [InlineData("/shop", "/admin/payments/7/check", 2, "/shop/admin/payments")]
    [InlineData("", "/payments/changes/1/redeliver/", 3, "/payments")]
    [InlineData("", "/", 0, "")]
    [InlineData("", "/7", 1, "")]
    [InlineData("/a b", "/7", 1, "/a%20b")]
    public async Task Root_is_above_the_segments_of_the_page(string pathBase, string path, int depth, string root)
    {
        await using var request = new TestRequest("read");
        request.Context.Request.PathBase = pathBase;
        request.Context.Request.Path = path;

        await new DashboardGate(Closed).Page(depth, HandleAsync)(request.Context);

        Assert.Equal(root, Assert.Single(_handled).Site.Root);
    }

    [Fact]
    public async Task Page_knows_the_user_the_time_and_the_result_of_an_action()
    {
        await using var reader = new TestRequest("read");
        reader.Context.Request.QueryString = new QueryString("?done=check");
        await using var acting = new TestRequest("read", "act");
        acting.SignIn();
        await using var open = new TestRequest();
        var gate = new DashboardGate(Closed);

        await gate.Page(0, HandleAsync)(reader.Context);
        await gate.Page(0, HandleAsync)(acting.Context);
        await new DashboardGate(new PaymentStatusDashboardOptions()).Page(0, HandleAsync)(open.Context);

        Assert.Equal(Sample.Reader with { Notice = Notices.Of("check") }, _handled[0].Site);
        Assert.NotNull(_handled[0].Site.Notice);
        Assert.Equal(Sample.Reader with { MayAct = true, User = null }, _handled[1].Site);
        Assert.Equal(Sample.Reader with { MayAct = true, IsOpen = true }, _handled[2].Site);
        Assert.Same(reader.Context, _handled[0].Context);
        Assert.Same(Closed, _handled[0].Options);
    }

    [Fact]
    public async Task Action_is_for_operators()
    {
        await using var request = new TestRequest("read");

        await new DashboardGate(Closed).Action(0, HandleAsync)(request.Context);

        Assert.Equal(403, request.Status);
        Assert.Contains("Your account may read this dashboard, but not act on payments.", request.Text, StringComparison.Ordinal);
        AssertRefused(request);
        Assert.Equal(0, request.Antiforgery.Validated);
    }

    [Fact]
    public async Task Action_of_another_origin_is_refused()
    {
        await using var request = new TestRequest("read", "act");
        request.Context.Request.Headers["Sec-Fetch-Site"] = "cross-site";

        await new DashboardGate(Closed).Action(0, HandleAsync)(request.Context);

        Assert.Equal(403, request.Status);
        Assert.Contains("the form was sent by a page of another site", request.Text, StringComparison.Ordinal);
        AssertRefused(request);
        Assert.Equal(0, request.Antiforgery.Validated);
    }

    [Fact]
    public async Task Action_with_a_forged_form_is_refused()
    {
        await using var request = new TestRequest("read", "act");
        request.Antiforgery.IsGenuine = false;

        await new DashboardGate(Closed).Action(0, HandleAsync)(request.Context);

        Assert.Equal(400, request.Status);
        Assert.Contains("<h1>Nothing was done</h1>", request.Text, StringComparison.Ordinal);
        AssertRefused(request);
        AssertHeaders(request.Context.Response);
    }

    [Theory]
    [InlineData(false, 16_384)]
    [InlineData(true, 1)]
    public async Task Genuine_form_of_an_operator_acts_and_its_size_is_limited(bool isReadOnly, int limit)
    {
        await using var request = new TestRequest("read", "act");
        var size = new BodySize { IsReadOnly = isReadOnly, MaxRequestBodySize = 1 };
        request.Context.Features.Set<IHttpMaxRequestBodySizeFeature>(size);

        await new DashboardGate(Closed).Action(0, HandleAsync)(request.Context);

        Assert.Single(_handled);
        Assert.Equal(1, request.Antiforgery.Validated);
        Assert.Equal<long?>(limit, size.MaxRequestBodySize);
        Assert.Empty(request.Messages);
    }

    [Fact]
    public async Task Failure_of_the_store_is_explained()
    {
        await using var request = new TestRequest("read");

        await new DashboardGate(Closed).Page(0, _ => throw new TrackingStoreException("db-7 refused.", true))(request.Context);

        Assert.Equal(503, request.Status);
        Assert.Contains("<h1>The store cannot be reached</h1>", request.Text, StringComparison.Ordinal);
        Assert.Contains("try again. Nothing was changed.", request.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("db-7", request.Text, StringComparison.Ordinal);
        Assert.Equal(1503, Assert.Single(request.Logs.Lines, line => line.Level == LogLevel.Error).EventId.Id);
    }

    [Fact]
    public async Task Failure_of_the_store_in_a_response_that_has_started_ends_it()
    {
        await using var request = new TestRequest("read");
        request.Context.Features.Set<IHttpResponseFeature>(new StartedResponse());

        await Assert.ThrowsAsync<TrackingStoreException>(() =>
            new DashboardGate(Closed).Page(0, _ => throw new TrackingStoreException("Refused.", true))(request.Context));
    }

    private Task HandleAsync(DashboardRequest request)
    {
        AssertHeaders(request.Context.Response);
        _handled.Add(request);
        return Task.CompletedTask;
    }

    private void AssertRefused(TestRequest request)
    {
        Assert.Empty(_handled);
        var refusal = Assert.Single(request.Logs.Lines, line => line.Category == "PaymentStatusSdk.Dashboard");
        Assert.Equal(1502, refusal.EventId.Id);
        Assert.StartsWith("An action of Ana in the dashboard was refused", refusal.Message, StringComparison.Ordinal);
    }

    private static void AssertHeaders(HttpResponse response)
    {
        Assert.Equal("DENY", response.Headers.XFrameOptions.ToString());
        Assert.Equal("no-cache, no-store", response.Headers.CacheControl.ToString());
    }

    private sealed class BodySize : IHttpMaxRequestBodySizeFeature
    {
        public bool IsReadOnly { get; init; }

        public long? MaxRequestBodySize { get; set; }
    }

    private sealed class StartedResponse : HttpResponseFeature
    {
        public override bool HasStarted => true;
    }
}
