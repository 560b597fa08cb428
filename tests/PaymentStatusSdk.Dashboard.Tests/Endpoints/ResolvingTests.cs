using System.Security.Claims;
using PaymentStatusSdk.Dashboard.Endpoints;
using PaymentStatusSdk.Dashboard.Tests.Hosting;
using PaymentStatusSdk.Tracking;

namespace PaymentStatusSdk.Dashboard.Tests.Endpoints;

/// <summary>A resolution by hand is recorded with a reason and a name, and only for the payment that the operator saw.</summary>
public sealed class ResolvingTests
{
    [Fact]
    public async Task Resolution_has_the_reason_the_name_and_the_sequence()
    {
        await using var test = new TestRequest();
        test.SetForm(("sequence", "3"), ("reason", "  Refunded\u202E 4111 1111 1111 1111 "));

        await Acting.ResolveAsync(test.OfOperator());

        AssertResolved(test, "Refunded\\u{202E} [card number]", "Ana", "");
    }

    [Theory]
    [InlineData("4")]
    [InlineData("2")]
    [InlineData("")]
    [InlineData(" 3")]
    [InlineData("+3")]
    [InlineData(null)]
    public async Task Payment_with_another_sequence_has_changed(string? sequence)
    {
        await using var test = new TestRequest();
        if (sequence is null) test.SetForm(("reason", "Refunded"));
        else test.SetForm(("sequence", sequence), ("reason", "Refunded"));

        await Acting.ResolveAsync(test.OfOperator());

        AssertNothing(test, "changed");
    }

    [Theory]
    [InlineData("  ")]
    [InlineData("")]
    public async Task Resolution_without_a_reason_is_refused(string reason)
    {
        await using var test = new TestRequest();
        test.SetForm(("sequence", "3"), ("reason", reason));

        await Acting.ResolveAsync(test.OfOperator());

        AssertNothing(test, "refused");
    }

    [Fact]
    public async Task Payment_that_needs_no_resolution_is_refused()
    {
        await using var test = new TestRequest();
        test.Tracker.Payment = Sample.Payment with { Status = TrackingStatus.Completed };
        test.SetForm(("sequence", "3"), ("reason", "Refunded"));

        await Acting.ResolveAsync(test.OfOperator());

        AssertNothing(test, "refused");
    }

    [Fact]
    public async Task Operator_without_a_name_resolves_nothing_except_on_an_open_dashboard()
    {
        await using var test = new TestRequest();
        test.SignIn(new Claim("department", "Sales"));
        test.SetForm(("sequence", "3"), ("reason", "Refunded"));
        await using var open = new TestRequest();
        open.SignIn();
        open.SetForm(("sequence", "3"), ("reason", "Refunded"));

        await Acting.ResolveAsync(test.OfOperator());
        await Acting.ResolveAsync(open.Of(Sample.Operator with { IsOpen = true }));

        Assert.Empty(test.Tracker.Actions);
        Assert.Equal("/payments/7?done=resolve-nameless", test.Context.Response.Headers.Location.ToString());
        AssertResolved(open, "Refunded", "(no name)", "");
    }

    [Theory]
    [InlineData(500, 200, false)]
    [InlineData(501, 201, true)]
    [InlineData(700, 400, true)]
    public async Task Long_texts_are_cut_to_what_the_store_accepts(int reason, int name, bool isCut)
    {
        await using var test = new TestRequest();
        test.SignIn(new Claim(ClaimTypes.Name, new string('n', name)));
        test.SetForm(("sequence", "3"), ("reason", new string('r', reason)));

        await Acting.ResolveAsync(test.OfOperator());

        AssertResolved(
            test, new string('r', isCut ? 499 : 500) + (isCut ? "…" : ""), new string('n', isCut ? 199 : 200) + (isCut ? "…" : ""), "");
    }

    [Theory]
    [InlineData(3L, "-refused")]
    [InlineData(4L, "-changed")]
    [InlineData(null, "-refused")]
    public async Task Store_that_refuses_has_a_payment_that_changed_meanwhile_or_not(long? sequenceNow, string end)
    {
        await using var test = new TestRequest();
        test.SetForm(("sequence", "3"), ("reason", "Refunded"));
        test.Tracker.IsDone = false;
        test.Tracker.OnAction = () =>
            test.Tracker.Payment = sequenceNow is { } sequence ? Sample.Payment with { Sequence = sequence } : null;

        await Acting.ResolveAsync(test.OfOperator());

        AssertResolved(test, "Refunded", "Ana", end);
    }

    private static void AssertResolved(TestRequest test, string reason, string name, string end)
    {
        Assert.Equal<object>([("resolve", 7L, reason, name, (long?)3)], test.Tracker.Actions);
        Assert.Equal(
            (303, $"/payments/7?done=resolve{end}"), (test.Status, test.Context.Response.Headers.Location.ToString()));
    }

    private static void AssertNothing(TestRequest test, string result)
    {
        Assert.Empty(test.Tracker.Actions);
        Assert.Equal($"/payments/7?done=resolve-{result}", test.Context.Response.Headers.Location.ToString());
        Assert.Equal(
            $"Ana used the action 'resolve' on transaction 7 in the dashboard. Result: {result}.", Assert.Single(test.Messages));
    }
}
