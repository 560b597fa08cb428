using System.IO.Pipelines;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using PaymentStatusSdk.Simulators.Faults;
using PaymentStatusSdk.Simulators.Hosting;
using PaymentStatusSdk.Simulators.Ppro;

namespace PaymentStatusSdk.Testing.Tests.Hosting;

/// <summary>The status, headers and octets of answers, without a connection.</summary>
public sealed class AnswerDeliveryTests
{
    private static readonly SimulatorAnswer Right = new("abc"u8.ToArray(), "text/right");

    private readonly DefaultHttpContext _context = new();
    private readonly RecordingBody _body = new();
    private int? _freedAfter;

    public AnswerDeliveryTests() => _context.Features.Set<IHttpResponseBodyFeature>(_body);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Right_answer_is_complete_before_the_action_after_it()
    {
        var wasCompleted = false;

        await SendAsync(null, Right with { AfterSent = () => wasCompleted = _body.IsCompleted });

        AssertSent(200, "text/right", "abc");
        Assert.True(wasCompleted);
    }

    [Fact]
    public async Task Action_after_an_answer_does_not_depend_on_the_client()
    {
        var isCalled = false;
        _body.Failure = new IOException();

        await Assert.ThrowsAsync<IOException>(() => SendAsync(null, Right with { AfterSent = () => isCalled = true }));

        Assert.True(isCalled);
    }

    [Theory]
    [InlineData(204)]
    [InlineData(205)]
    [InlineData(304)]
    public async Task Status_without_a_body_has_no_headers(int status)
    {
        await SendAsync(SimulatedFault.Status(status));

        Assert.Equal(status, _context.Response.StatusCode);
        Assert.Null(_context.Response.ContentLength);
        Assert.Null(_context.Response.ContentType);
        Assert.Empty(_body.Writes);
    }

    [Fact]
    public async Task Status_has_a_text()
    {
        await SendAsync(SimulatedFault.Status(418));

        AssertSent(418, "text/plain; charset=utf-8", "Simulated status 418\n");
    }

    [Fact]
    public async Task Refusal_of_an_option_replaces_the_answer_unless_a_fault_is_scripted()
    {
        var answer = Right with { Instead = SimulatedFault.Body("refused", status: 403) };

        await SendAsync(null, answer);
        AssertSent(403, "text/right", "refused");
        await SendAsync(SimulatedFault.Body("", contentType: "text/fault"), answer);

        Assert.Equal((200, "text/fault", 0L), (
            _context.Response.StatusCode, _context.Response.ContentType, _context.Response.ContentLength));
        Assert.Single(_body.Writes);
    }

    [Fact]
    public async Task Body_without_a_type_has_no_type()
    {
        await SendAsync(SimulatedFault.Body("x", contentType: null));

        AssertSent(200, null, "x");
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData(0L, "0")]
    [InlineData(1L, "1")]
    public async Task Retry_time_is_in_seconds(long? ticks, string? expected)
    {
        await SendAsync(SimulatedFault.TooManyRequests(ticks is { } wait ? TimeSpan.FromTicks(wait) : (TimeSpan?)null));

        AssertSent(429, "text/plain; charset=utf-8", "Simulated quota\n");
        Assert.Equal(expected, (string?)_context.Response.Headers.RetryAfter);
    }

    [Fact]
    public async Task Retry_time_is_an_http_date()
    {
        await SendAsync(SimulatedFault.TooManyRequests(new DateTimeOffset(2026, 5, 6, 7, 8, 9, TimeSpan.FromHours(2))));

        Assert.Equal("Wed, 06 May 2026 05:08:09 GMT", (string?)_context.Response.Headers.RetryAfter);
    }

    [Fact]
    public async Task Truncated_and_empty_bodies_announce_their_own_length()
    {
        await SendAsync(SimulatedFault.TruncatedBody);
        AssertSent(200, "text/right", "a");
        await SendAsync(SimulatedFault.EmptyBody);

        Assert.Equal(0, _context.Response.ContentLength);
        Assert.Equal([1], _body.Writes);
    }

    [Fact]
    public async Task Reset_halfway_announces_the_whole_length()
    {
        await SendAsync(SimulatedFault.ResetHalfway);

        Assert.Equal((3L, "text/right"), (_context.Response.ContentLength, _context.Response.ContentType));
        Assert.Equal([1], _body.Writes);
        Assert.False(_body.IsCompleted);
    }

    [Fact]
    public async Task Half_of_an_answer_is_sent()
    {
        var answer = Right with { Body = "abcdefgh"u8.ToArray() };

        await SendAsync(SimulatedFault.TruncatedBody, answer);
        await SendAsync(SimulatedFault.ResetHalfway, answer);

        Assert.Equal([4, 4], _body.Writes);
    }

    [Theory]
    [InlineData(2L, new[] { 2 })]
    [InlineData(3L, new[] { 3 })]
    [InlineData(4L, new[] { 3, 1 })]
    [InlineData(3L + 65_536 + 5, new[] { 3, 65_536, 5 })]
    public async Task Huge_body_is_padded_with_blanks_to_its_length(long length, int[] writes)
    {
        await using var gateway = await PproSimulator.StartAsync(cancellationToken: Ct);

        await AnswerDelivery.SendAsync(_context, Right, SimulatedFault.HugeBody(length), gateway, FreeSlot);

        Assert.Equal((length, "text/right"), (_context.Response.ContentLength, _context.Response.ContentType));
        Assert.Equal(writes, _body.Writes);
        Assert.Equal("abc".PadRight((int)length)[..(int)length], Encoding.ASCII.GetString(_body.Bytes));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Endless_body_ends_when_the_client_has_left(bool isCompleted)
    {
        await using var gateway = await PproSimulator.StartAsync(cancellationToken: Ct);
        _body.LaterResult = new FlushResult(isCanceled: !isCompleted, isCompleted);

        await AnswerDelivery.SendAsync(_context, Right, SimulatedFault.EndlessBody, gateway, FreeSlot);

        Assert.Equal([3, 65_536, 65_536], _body.Writes);
        Assert.Null(_context.Response.ContentLength);
    }

    [Fact]
    public async Task Endless_body_ends_with_the_simulator()
    {
        var gateway = await PproSimulator.StartAsync(cancellationToken: Ct);
        await gateway.DisposeAsync();

        await Assert.ThrowsAsync<OperationCanceledException>(
            () => AnswerDelivery.SendAsync(_context, Right, SimulatedFault.EndlessBody, gateway, FreeSlot));

        Assert.Empty(_body.Writes);
    }

    // Pieces of the answer that were sent when the slot of the call was freed.
    [Theory]
    [InlineData(3L, 0)]
    [InlineData(4L, 1)]
    [InlineData(3L + 65_536, 1)]
    [InlineData(3L + 65_536 + 5, 2)]
    public async Task Slot_is_freed_before_the_last_piece_of_a_huge_body(long length, int pieces)
    {
        await using var gateway = await PproSimulator.StartAsync(cancellationToken: Ct);

        await AnswerDelivery.SendAsync(_context, Right, SimulatedFault.HugeBody(length), gateway, FreeSlot);

        Assert.Equal(pieces, _freedAfter);
    }

    [Fact]
    public async Task Slot_is_freed_before_a_short_answer_and_stays_taken_by_an_endless_one()
    {
        await using var gateway = await PproSimulator.StartAsync(cancellationToken: Ct);
        _body.LaterResult = new FlushResult(isCanceled: false, isCompleted: true);
        await AnswerDelivery.SendAsync(_context, Right, SimulatedFault.EndlessBody, gateway, FreeSlot);
        Assert.Null(_freedAfter);
        var sent = _body.Writes.Count;

        await SendAsync(null);

        Assert.Equal(sent, _freedAfter);
    }

    [Theory]
    [InlineData(65_536, new[] { 65_536 }, 0)]
    [InlineData(65_537, new[] { 1, 65_536 }, 1)]
    public async Task Slot_is_freed_before_the_last_64_kibibytes_of_an_answer(int length, int[] writes, int pieces)
    {
        await SendAsync(null, Right with { Body = new byte[length] });

        Assert.Equal(writes, _body.Writes);
        Assert.Equal(pieces, _freedAfter);
        Assert.Equal(length, _context.Response.ContentLength);
    }

    [Fact]
    public async Task Slot_is_freed_before_the_connection_ends_without_an_answer()
    {
        var ends = new List<bool>();
        _context.Features.Set<IHttpRequestLifetimeFeature>(new Connection(() => ends.Add(_freedAfter is not null)));

        await SendAsync(SimulatedFault.ResetBeforeAnswer);

        Assert.True(Assert.Single(ends));
        Assert.Empty(_body.Writes);
    }

    private void FreeSlot() => _freedAfter ??= _body.Writes.Count;

    // These answers need no simulator.
    private Task SendAsync(SimulatedFault? fault, SimulatorAnswer? answer = null) =>
        AnswerDelivery.SendAsync(_context, answer ?? Right, fault, null!, FreeSlot);

    private void AssertSent(int status, string? contentType, string text)
    {
        var response = _context.Response;
        Assert.Equal((status, contentType, (long?)text.Length), (response.StatusCode, response.ContentType, response.ContentLength));
        Assert.Equal(text, Encoding.ASCII.GetString(_body.Bytes));
        Assert.Equal([text.Length], _body.Writes);
        Assert.True(_body.IsCompleted);
    }

    private sealed class Connection(Action abort) : IHttpRequestLifetimeFeature
    {
        public CancellationToken RequestAborted { get; set; }

        public void Abort() => abort();
    }
}
