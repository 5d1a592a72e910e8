import{c as e,g as t,p as n,t as r,v as i,x as a}from"./decorate.js";import{a as o}from"./dialog.js";import{t as s}from"./levels.js";import{t as c}from"./form-dialog.js";function l(e,t){let n={},r=d(e,t.stop_loss);return r!==void 0&&(n.stop_loss=r),e.targets&&(n.take_profit=e.targets.map(({kind:e,value:t,share:n,rest:r})=>({...r,[e]:t,position_percentage:n}))),e.cancelEntries&&(n.cancel_entries=!0),e.autoClose===`never`&&(n.auto_close=null),e.autoClose===`after`&&(n.auto_close=f(e.minutes)),n}function u(e){return e.take_profit.map(({price:e,price_percentage:t,position_percentage:n,...r})=>({kind:e===void 0?`price_percentage`:`price`,value:String(e??t??``),share:String(n??``),rest:r}))}function d({stop:e,stopValue:t,limitPrice:n},r){switch(e){case`keep`:return;case`none`:return null;case`break_even`:return`break_even`;default:{let{stop_price:i,stop_percentage:a,...o}=r??{},s=e===`price`?{stop_price:t}:{stop_percentage:t};return{...o,...s,...o.limit_price===void 0?{}:{limit_price:n}}}}}function f(e){let t=Number(e)*60;return e!==``&&Number.isInteger(t)?t:e}var p=[`keep`,`price`,`percentage`,`break_even`,`none`],m=new Set([`entry`,`dca`,`increase`]),h=class extends c{constructor(...e){super(...e),this.wanted=g()}begin(e){this.plan=void 0,this.wanted=g(),this.load(e)}async load(t){try{let{plan:e}=await this.ctx.api.position(t);if(this.position?.position_id!==t.position_id)return;this.plan=e,this.set({stopValue:t.stop_loss?.stop_price??t.mark_price??``,limitPrice:String(e.stop_loss?.limit_price??``),minutes:e.auto_close===null?`60`:String(e.auto_close/60)})}catch(t){this.error=e(t)}}heading(e){return this.ctx.t(`exits.title`,{name:e})}fields(e){let{t:n}=this.ctx,{plan:r}=this;return r?i`${this.stopFields(e,r)} ${this.targetFields(e,r)}
      ${e.orders.some(e=>m.has(e.purpose)&&s(e.status))?i`<fieldset>
            <legend>${n(`exits.entries`)}</legend>
            <label class="check">
              <input
                type="checkbox"
                name="cancel_entries"
                .checked=${this.wanted.cancelEntries}
                @change=${e=>this.set({cancelEntries:e.target.checked})}
              />
              ${n(`exits.cancel_entries`)}
            </label>
          </fieldset>`:t}
      ${this.autoFields(r)}`:this.error?i``:i`<p class="soft" role="status">${n(`common.loading`)}</p>`}stopFields(e,n){let{t:r,format:a}=this.ctx,{stop:o,stopValue:s,limitPrice:c}=this.wanted,l=e.stop_loss?.stop_price,u=l?a.price(l,e.price_tick):r(`exits.stop_is_none`);return i`<fieldset>
      <legend>${r(`exits.stop`)}</legend>
      <label class="labelled">
        <span>${r(`exits.stop_now`,{stop:u})}</span>
        <select
          class="field"
          name="stop"
          @change=${t=>this.chooseStop(t.target.value,e,n)}
        >
          ${p.filter(t=>t!==`break_even`||e.entry_price!==null).map(e=>i`<option value=${e} ?selected=${e===o}>${r(`exits.stop_${e}`)}</option>`)}
        </select>
      </label>
      ${o===`price`||o===`percentage`?i`${this.number(`stop_value`,r(`exits.stop_value_${o}`,{quote:e.quote}),s,e=>this.set({stopValue:e}))}
          ${n.stop_loss?.limit_price===void 0?t:this.number(`limit_price`,r(`exits.limit_price`,{quote:e.quote}),c,e=>this.set({limitPrice:e}))}`:t}
      ${o===`none`?i`<p class="error">${r(`exits.unprotected`)}</p>`:t}
    </fieldset>`}targetFields(e,n){let{t:r}=this.ctx,{targets:a}=this.wanted;return i`<fieldset>
      <legend>${r(`exits.targets`)}</legend>
      ${a?i`${a.map((t,n)=>this.targetRow(t,n,e))}
            ${a.length?t:i`<p class="soft">${r(`exits.no_targets`)}</p>`}
            <button type="button" class="button outlined add" @click=${()=>this.setTargets([...a,_()])}>
              ${r(`exits.add_target`)}
            </button>`:i`<p class="soft">
              ${n.take_profit.length?r(`exits.targets_now`,{count:n.take_profit.length}):r(`exits.no_targets`)}
            </p>
            <button
              type="button"
              class="button outlined"
              @click=${()=>this.setTargets(n.take_profit.length?u(n):[_()])}
            >
              ${r(`exits.change_targets`)}
            </button>`}
    </fieldset>`}targetRow(e,t,n){let{t:r}=this.ctx,a=t+1;return i`<div class="target" role="group" aria-label=${r(`exits.target`,{number:a})}>
      <label class="labelled">
        <span>${r(`exits.target_kind`)}</span>
        <select
          class="field"
          @change=${e=>this.change(t,{kind:e.target.value})}
        >
          ${[`price_percentage`,`price`].map(t=>i`<option value=${t} ?selected=${t===e.kind}>
              ${r(`exits.target_${t}`,{quote:n.quote})}
            </option>`)}
        </select>
      </label>
      ${this.number(`target_${a}`,r(`exits.target`,{number:a}),e.value,e=>this.change(t,{value:e}))}
      ${this.number(`share_${a}`,r(`exits.share`),e.share,e=>this.change(t,{share:e}))}
      <button
        type="button"
        class="icon-button"
        aria-label=${r(`exits.remove_target`,{number:a})}
        @click=${()=>this.setTargets((this.wanted.targets??[]).filter((e,n)=>n!==t))}
      >
        ✕
      </button>
    </div>`}autoFields(e){let{t:n}=this.ctx,{autoClose:r,minutes:a}=this.wanted,o=[`keep`,`after`,`never`].filter(t=>t!==`never`||e.auto_close!==null),s=e.auto_close===null?n(`exits.auto_now_never`):n(`exits.auto_now`,{minutes:this.ctx.format.number(e.auto_close/60)});return i`<fieldset>
      <legend>${n(`exits.auto`)}</legend>
      <div class="row">
        <label class="labelled">
          <span>${s}</span>
          <select
            class="field"
            name="auto"
            @change=${e=>this.set({autoClose:e.target.value})}
          >
            ${o.map(e=>i`<option value=${e} ?selected=${e===r}>${n(`exits.auto_${e}`)}</option>`)}
          </select>
        </label>
        ${r===`after`?this.number(`minutes`,n(`exits.minutes`),a,e=>this.set({minutes:e})):t}
      </div>
    </fieldset>`}chooseStop(e,t,n){let r=String(n.stop_loss?.stop_percentage??`2`),i=t.stop_loss?.stop_price??t.mark_price??``;this.set({stop:e,stopValue:e===`percentage`?r:i})}set(e){this.wanted={...this.wanted,...e}}setTargets(e){this.set({targets:e})}change(e,t){let n=this.wanted.targets??[];this.setTargets(n.map((n,r)=>r===e?{...n,...t}:n))}get changes(){return this.plan?l(this.wanted,this.plan):{}}ready(){return Object.keys(this.changes).length>0}danger(){return this.wanted.stop===`none`}confirm(){return this.ctx.t(`exits.confirm`)}async act(e){return await this.ctx.api.modify(e,this.changes),this.ctx.t(`exits.done`)}static{this.styles=[c.styles,a`
      .target {
        align-items: end;
        display: grid;
        gap: 8px;
        grid-template-columns: 1.2fr 1fr 0.8fr auto;
      }
      .add {
        margin-top: 12px;
      }
      .check {
        align-items: center;
        display: flex;
        gap: 12px;
        margin-top: 8px;
      }
      .check input {
        accent-color: var(--th-link);
        flex: none;
        height: 20px;
        width: 20px;
      }
      @media (max-width: 480px) {
        .target {
          gap: 4px;
          grid-template-columns: 1.3fr 1fr 0.8fr 32px;
        }
        .target .field {
          padding-inline: 6px;
        }
        .target .icon-button {
          width: 32px;
        }
      }
    `]}};r([n()],h.prototype,`plan`,void 0),r([n()],h.prototype,`wanted`,void 0),h=r([o(`tradehook-exits-dialog`)],h);function g(){return{stop:`keep`,stopValue:``,limitPrice:``,targets:void 0,cancelEntries:!1,autoClose:`keep`,minutes:`60`}}function _(){return{kind:`price_percentage`,value:``,share:`100`,rest:{}}}export{h as ExitsDialog};