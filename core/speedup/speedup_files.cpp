// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/speedup/speedup_files.h"

#include "core/base/output_transaction.h"
#include "core/base/progress_sink.h"
#include "core/speedup/recipe.h"

namespace espalier {

SpeedupFiles SpeedupFiles::beside(const std::filesystem::path& torchScript)
{
    const auto sibling = [&](const char* suffix) {
        return torchScript.parent_path() / (torchScript.stem().string() + suffix);
    };
    return {torchScript, sibling(".pth"), sibling(".recipe.json"), sibling(".py")};
}

void writeSpeedupFiles(const SpeedupResult& result, const SpeedupFiles& files, std::stop_token stop)
{
    OutputTransaction output;
    result.model->saveTorchScript(output.stage(files.torchScript));
    result.model->saveStateDict(output.stage(files.stateDict));
    output.write(files.recipe, writeRecipe(result));
    output.write(files.program, writeRecipeProgram(files.recipe, files.stateDict, result.model->inputs()));
    throwIfStopped(stop);
    output.commit();
}

} // namespace espalier
