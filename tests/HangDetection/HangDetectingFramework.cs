using System.Reflection;
using Xunit.Sdk;
using Xunit.v3;

[assembly: TestFramework(typeof(PaymentStatusSdk.HangDetection.HangDetectingFramework))]

namespace PaymentStatusSdk.HangDetection;

/// <summary>The framework of xunit, with a <see cref="HangWatch"/>. It is compiled into every test project.</summary>
public sealed class HangDetectingFramework : XunitTestFramework
{
    private readonly HangWatch _watch = new();

    public override async ValueTask DisposeAsync()
    {
        _watch.Dispose();
        await base.DisposeAsync();
    }

    protected override ITestFrameworkExecutor CreateExecutor(Assembly assembly) =>
        new Executor(new XunitTestAssembly(assembly, configFileName: null, assembly.GetName().Version), _watch);

    private sealed class Executor(XunitTestAssembly assembly, HangWatch watch) : XunitTestFrameworkExecutor(assembly)
    {
        public override async ValueTask RunTestCases(
            IReadOnlyCollection<IXunitTestCase> testCases,
            IMessageSink executionMessageSink,
            ITestFrameworkExecutionOptions executionOptions,
            CancellationToken cancellationToken)
        {
            using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, watch.Canceled);
            await base.RunTestCases(testCases, watch.Through(executionMessageSink), executionOptions, ending.Token);
        }
    }
}
