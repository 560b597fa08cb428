using PaymentStatusSdk.Benchmarks.League;
using PaymentStatusSdk.Testing;

namespace PaymentStatusSdk.Benchmarks.Tests.League;

/// <summary>A kill interrupts checks, and is settled when other workers have made all of them.</summary>
public sealed class OpenQueriesTests
{
    private readonly ManualTimeProvider _time = new();
    private readonly OpenQueries _queries;
    private readonly int _victim;
    private readonly int _other;

    public OpenQueriesTests()
    {
        _queries = new OpenQueries(_time);
        (_victim, _other) = (_queries.AddWorker(), _queries.AddWorker());
    }

    [Fact]
    public async Task Query_is_answered_when_nothing_is_held_back()
    {
        _queries.Receive(_victim, 1);

        Assert.True(await _queries.TryAnswerAsync(_victim, 1));
        Assert.Empty(_queries.Interruptions());
    }

    [Fact]
    public void Hold_is_complete_when_the_worker_waits_for_enough_answers()
    {
        _queries.Receive(_victim, 1);
        var hold = _queries.HoldAsync(_victim, 2);
        _queries.Receive(_other, 2);
        Assert.False(hold.IsCompleted);

        _queries.Receive(_victim, 3);

        Assert.True(hold.IsCompleted);
    }

    [Fact]
    public void Hold_is_complete_when_the_worker_already_waits_for_enough_answers()
    {
        _queries.Receive(_victim, 1);

        Assert.True(_queries.HoldAsync(_victim, 1).IsCompleted);
    }

    [Fact]
    public async Task Held_answer_waits_and_is_not_sent_to_a_killed_worker()
    {
        _queries.Receive(_victim, 1);
        _ = _queries.HoldAsync(_victim, 8);
        var answer = _queries.TryAnswerAsync(_victim, 1);
        _queries.Receive(_other, 2);
        Assert.True(await _queries.TryAnswerAsync(_other, 2));
        Assert.False(answer.IsCompleted);

        _queries.RecordKill(_victim);

        Assert.False(await answer);
    }

    [Fact]
    public async Task Kill_is_settled_when_other_workers_have_checked_all_interrupted_payments()
    {
        _queries.Receive(_victim, 1);
        await _queries.TryAnswerAsync(_victim, 1);
        foreach (var payment in new[] { 2, 3, 2 }) _queries.Receive(_victim, payment);
        Assert.Equal(2, _queries.RecordKill(_victim));

        await AnswerAfterAsync(5, payment: 2);
        await AnswerAfterAsync(1, payment: 1);
        Assert.Equal([new Interruption(2, Seconds: null)], _queries.Interruptions());
        await AnswerAfterAsync(4, payment: 3);
        await AnswerAfterAsync(7, payment: 3);

        Assert.Equal([new Interruption(2, Seconds: 10)], _queries.Interruptions());
    }

    [Fact]
    public async Task Later_kill_has_a_time_of_its_own()
    {
        _queries.Receive(_victim, 1);
        _queries.RecordKill(_victim);
        _time.Advance(TimeSpan.FromSeconds(3));
        _queries.Receive(_other, 1);
        _queries.RecordKill(_other);

        await AnswerAfterAsync(2, payment: 1, worker: _queries.AddWorker());

        Assert.Equal([new Interruption(1, Seconds: 5), new Interruption(1, Seconds: 2)], _queries.Interruptions());
    }

    [Fact]
    public void Kill_of_an_idle_worker_interrupts_nothing_and_is_not_open()
    {
        Assert.Equal(0, _queries.RecordKill(_victim));

        Assert.False(Assert.Single(_queries.Interruptions()).IsOpen());
    }

    [Theory]
    [InlineData(1, null, true)]
    [InlineData(1, 0.5, false)]
    public void Interruption_is_open_until_it_is_settled(int checks, double? seconds, bool isOpen) =>
        Assert.Equal(isOpen, new Interruption(checks, seconds).IsOpen());

    private async Task AnswerAfterAsync(int seconds, int payment, int? worker = null)
    {
        _time.Advance(TimeSpan.FromSeconds(seconds));
        _queries.Receive(worker ?? _other, payment);
        await _queries.TryAnswerAsync(worker ?? _other, payment);
    }
}
