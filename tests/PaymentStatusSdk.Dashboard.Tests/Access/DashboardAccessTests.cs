using System.Net;
using Microsoft.AspNetCore.Http;
using PaymentStatusSdk.Dashboard.Access;
using PaymentStatusSdk.Dashboard.Tests.Hosting;

namespace PaymentStatusSdk.Dashboard.Tests.Access;

/// <summary>The users that may read, and those that may act.</summary>
public sealed class DashboardAccessTests
{
    private static readonly PaymentStatusDashboardOptions Open = new();

    private static readonly PaymentStatusDashboardOptions Closed = new() { ReadPolicy = "read", OperatorPolicy = "act" };

    [Theory]
    [InlineData("127.0.0.1", "localhost", true)]
    [InlineData("127.0.0.9", "LOCALHOST:5000", true)]
    [InlineData("::1", "127.0.0.1:5000", true)]
    [InlineData("127.0.0.1", "[::1]:5000", true)]
    [InlineData("127.0.0.1", "[::1]", true)]
    [InlineData("127.0.0.1", "10.0.0.1", false)]
    [InlineData("127.0.0.1", "shop.example", false)]
    [InlineData("127.0.0.1", "localhost.shop.example", false)]
    [InlineData("127.0.0.1", "", false)]
    [InlineData("10.0.0.1", "localhost", false)]
    [InlineData("10.0.0.1", "127.0.0.1", false)]
    [InlineData(null, "localhost", false)]
    public async Task Without_a_policy_this_machine_reads_and_acts_by_its_own_name(string? address, string host, bool isAllowed)
    {
        await using var request = new TestRequest("read", "act");
        request.Context.Connection.RemoteIpAddress = address is null ? null : IPAddress.Parse(address);
        request.Context.Request.Host = new HostString(host);
        var access = new DashboardAccess(Open);

        Assert.True(access.IsOpen);
        Assert.Equal(isAllowed, await access.MayReadAsync(request.Context));
        Assert.Equal(isAllowed, await access.MayActAsync(request.Context));
        Assert.Empty(request.Authorization.Calls);
    }

    [Theory]
    [InlineData("", false, false)]
    [InlineData("read", true, false)]
    [InlineData("act", false, true)]
    [InlineData("read,act", true, true)]
    public async Task With_policies_the_user_must_meet_them_from_anywhere(string met, bool mayRead, bool mayAct)
    {
        await using var request = new TestRequest(met.Split(','));
        request.Context.Connection.RemoteIpAddress = IPAddress.Parse("10.0.0.1");
        request.Context.Request.Host = new HostString("shop.example");
        var access = new DashboardAccess(Closed);

        Assert.False(access.IsOpen);
        Assert.Equal(mayRead, await access.MayReadAsync(request.Context));
        Assert.Equal(mayAct, await access.MayActAsync(request.Context));
        Assert.Equal(["read", "act"], request.Authorization.Calls.Select(call => call.Policy));
        Assert.All(request.Authorization.Calls, call =>
        {
            Assert.Same(request.Context.User, call.User);
            Assert.Same(request.Context, call.Resource);
        });
    }

    [Fact]
    public async Task Without_a_policy_of_operators_every_action_is_refused()
    {
        await using var request = new TestRequest("read", "act");
        var access = new DashboardAccess(new PaymentStatusDashboardOptions { ReadPolicy = "read" });

        Assert.True(await access.MayReadAsync(request.Context));
        Assert.False(await access.MayActAsync(request.Context));
    }

    [Theory]
    [InlineData(null, true)]
    [InlineData("", true)]
    [InlineData("same-origin", true)]
    [InlineData("none", true)]
    [InlineData("same-site", false)]
    [InlineData("cross-site", false)]
    [InlineData("Same-Origin", false)]
    [InlineData("other", false)]
    public void Form_of_another_origin_is_recognized(string? site, bool isSame)
    {
        var context = new DefaultHttpContext();
        if (site is not null) context.Request.Headers["Sec-Fetch-Site"] = site;

        Assert.Equal(isSame, DashboardAccess.IsSameOrigin(context.Request));
    }
}
