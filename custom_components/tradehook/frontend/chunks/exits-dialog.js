import{g as e,n as t,p as n,r,v as i,x as a}from"./styles.js";import{a as o,i as s,n as c,o as l,r as u,t as d}from"./changes.js";import{i as f}from"./live-host.js";import{c as p}from"./actions.js";import{t as m}from"./form-dialog.js";var h=[`keep`,`price`,`percentage`,`break_even`,`none`],g=[`stop_loss`,`take_profit`,`auto_close`],_=new Set([`entry`,`dca`,`increase`]),v=class extends m{constructor(...e){super(...e),this.wanted=y()}begin(e){this.plan=void 0,this.wanted=y(),this.load(e)}async load(e){try{let{plan:t}=await this.ctx.api.position(e);if(this.position?.position_id!==e.position_id)return;this.take(e,t)}catch(e){this.error=f(e)}}take(e,t){this.plan=t;let n=e.stop_loss?.stop_price??``;this.set({stopValue:n||(e.mark_price??``),limitPrice:u(n,t.stop_loss),minutes:t.auto_close===null?`60`:String(t.auto_close/60)})}heading(e){return this.ctx.t(`exits.title`,{name:e})}fields(t){let{t:n}=this.ctx,{plan:r}=this;return r?i`${this.stopFields(t,r)} ${this.targetFields(t,r)}
      ${t.orders.some(e=>_.has(e.purpose)&&p(e.status))?i`<fieldset>
            <legend>${n(`exits.entries`)}</legend>
            ${this.check(`cancel_entries`,n(`exits.cancel_entries`),this.wanted.cancelEntries,e=>this.set({cancelEntries:e}))}
          </fieldset>`:e}
      ${this.autoFields(r)}`:this.error?i``:i`<p class="soft" role="status">${n(`common.loading`)}</p>`}check(e,t,n,r){return i`<label class="check">
      <input
        type="checkbox"
        name=${e}
        .checked=${n}
        @change=${e=>r(e.target.checked)}
      />
      ${t}
    </label>`}stopFields(t,n){let{t:r,format:a}=this.ctx,{stop:o,stopValue:s,limitPrice:l}=this.wanted,u=t.stop_loss?.stop_price,d=u?a.price(u,t.price_tick):r(`exits.stop_is_none`);return i`<fieldset>
      <legend>${r(`exits.stop`)}</legend>
      <label class="labelled">
        <span>${r(`exits.stop_now`,{stop:d})}</span>
        <select
          class="field"
          name="stop"
          @change=${e=>this.chooseStop(e.target.value,t,n)}
        >
          ${h.filter(e=>e!==`break_even`||t.entry_price!==null).map(e=>i`<option value=${e} ?selected=${e===o}>${r(`exits.stop_${e}`)}</option>`)}
        </select>
      </label>
      ${o===`price`||o===`percentage`?i`${this.number(`stop_value`,r(`exits.stop_value_${o}`,{quote:t.quote}),s,e=>this.set({stopValue:e}))}
          ${n.stop_loss?.limit_price===void 0?e:this.number(`limit_price`,r(`exits.limit_price`,{quote:t.quote}),l,e=>this.set({limitPrice:e}))}`:e}
      ${(o===`price`||o===`percentage`)&&n.stop_loss?.protection_type!==void 0?i`${this.check(`keep_protection`,r(`exits.keep_protection`),this.wanted.keepProtection,e=>this.set({keepProtection:e}))}
            ${o===`price`&&this.wanted.keepProtection&&c(s,t)?i`<p class="error" data-kept>${r(`exits.stop_kept`,{stop:d})}</p>`:e}`:e}
      ${o===`percentage`?i`<p class="soft">${r(`exits.stop_percentage_hint`)}</p>`:e}
      ${o===`none`?i`<p class="error">${r(`exits.unprotected`)}</p>`:e}
    </fieldset>`}targetFields(t,n){let{t:r}=this.ctx,{targets:a}=this.wanted,o=t.take_profit.filter(e=>e.done).length;return i`<fieldset>
      <legend>${r(`exits.targets`)}</legend>
      ${a?i`${a.map((e,n)=>this.targetRow(e,n,t))}
            ${a.length?e:i`<p class="soft">${r(`exits.no_targets`)}</p>`}
            <button type="button" class="button outlined add" @click=${()=>this.setTargets([...a,b(a)])}>
              ${r(`exits.add_target`)}
            </button>`:i`<p class="soft">
              ${n.take_profit.length?r(o?`exits.targets_now_filled`:`exits.targets_now`,{count:n.take_profit.length,filled:o}):r(`exits.no_targets`)}
            </p>
            <button
              type="button"
              class="button outlined"
              @click=${()=>this.setTargets(n.take_profit.length?l(n,t.take_profit):[b([])])}
            >
              ${r(`exits.change_targets`)}
            </button>`}
    </fieldset>`}targetRow(t,n,r){let{t:a}=this.ctx,o=n+1;return t.filled?this.filledRow(t,o,r):i`<div class="target" role="group" aria-label=${a(`exits.target`,{number:o})}>
      <label class="labelled">
        <span>${a(`exits.target_kind`)}</span>
        <select
          class="field"
          @change=${e=>this.change(n,{kind:e.target.value})}
        >
          ${[`price_percentage`,`price`].map(e=>i`<option value=${e} ?selected=${e===t.kind}>
              ${a(`exits.target_${e}`,{quote:r.quote})}
            </option>`)}
        </select>
      </label>
      ${this.number(`target_${o}`,a(`exits.target`,{number:o}),t.value,e=>this.change(n,{value:e}))}
      ${this.number(`share_${o}`,t.sold>0?a(`exits.share_left`):a(`exits.share`),t.share,e=>this.change(n,{share:e}))}
      <button
        type="button"
        class="icon-button"
        aria-label=${a(`exits.remove_target`,{number:o})}
        @click=${()=>this.setTargets((this.wanted.targets??[]).filter((e,t)=>t!==n))}
      >
        ✕
      </button>
      ${t.sold>0?i`<p class="soft sold">${a(`exits.target_sold`,{share:this.ctx.format.number(t.sold)})}</p>`:e}
    </div>`}filledRow(e,t,n){let{t:r,format:a}=this.ctx,o=e.kind===`price`?`${a.price(e.value,n.price_tick)} ${n.quote}`:`${a.number(e.value)} %`;return i`<p class="target-filled" role="group" aria-label=${r(`exits.target`,{number:t})}>
      <span aria-hidden="true">✓</span>
      <span>${r(`exits.target_filled`,{number:t,level:o,share:a.number(e.share)})}</span>
    </p>`}autoFields(t){let{t:n}=this.ctx,{autoClose:r,minutes:a}=this.wanted,o=[`keep`,`after`,`never`].filter(e=>e!==`never`||t.auto_close!==null),s=t.auto_close===null?n(`exits.auto_now_never`):n(`exits.auto_now`,{minutes:this.ctx.format.number(t.auto_close/60)});return i`<fieldset>
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
        ${r===`after`?this.number(`minutes`,n(`exits.minutes`),a,e=>this.set({minutes:e})):e}
      </div>
    </fieldset>`}chooseStop(e,t,n){let r=t.stop_loss?.stop_price,i=r?o(t):String(n.stop_loss?.stop_percentage??`2`),a=r??t.mark_price??``;this.set({stop:e,stopValue:e===`percentage`?i:a,limitPrice:u(r??``,n.stop_loss)})}set(e){this.wanted={...this.wanted,...e}}setTargets(e){this.set({targets:e})}change(e,t){let n=this.wanted.targets??[];this.setTargets(n.map((n,r)=>r===e?{...n,...t}:n))}get changes(){return this.plan?d(this.wanted,this.plan):{}}ready(){return Object.keys(this.changes).length>0}danger(){return this.wanted.stop===`none`}confirm(){return this.ctx.t(`exits.confirm`)}async act(e){let{targets:t,stop:n,stopValue:r}=this.wanted;if(n===`percentage`&&r.startsWith(`-`))throw Error(this.ctx.t(`exits.stop_percentage_hint`));await this.checkMeanwhile(e,t);let{warnings:i}=await this.ctx.api.modify(e,this.changes);return{said:this.ctx.t(`exits.done`),warnings:i}}async checkMeanwhile(e,t){let{plan:n,position:r}=await this.ctx.api.position(e);t&&this.checkFills(e,t,n,r);let i=e=>JSON.stringify(n[e])===JSON.stringify(this.plan?.[e]);if(!g.every(e=>!(e in this.changes)||i(e)))throw this.wanted=y(),this.take(r,n),this.position=r,Error(this.ctx.t(`exits.changed_meanwhile`))}checkFills(e,t,n,r){let i=e=>e.flatMap(({before:e,sold:t,filled:n})=>e&&(n||t>0)?[[e.value,t,n]]:[]),a=l(n,r.take_profit),o=this.plan?l(this.plan,e.take_profit):[];if(JSON.stringify(i(a))!==JSON.stringify(i(o)))throw this.plan=n,this.position=r,this.setTargets([...a,...t.filter(e=>!e.before)]),Error(this.ctx.t(`exits.filled_meanwhile`))}static{this.styles=[m.styles,a`
      .target {
        align-items: end;
        display: grid;
        gap: 8px;
        grid-template-columns: 1.2fr 1fr 0.8fr auto;
      }
      .target:has(.wrong) {
        align-items: start;
      }
      .sold {
        grid-column: 1 / -1;
        margin: 0;
      }
      .target-filled {
        color: var(--secondary-text-color);
        display: flex;
        gap: 8px;
        margin: 8px 0;
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
    `]}};r([n()],v.prototype,`plan`,void 0),r([n()],v.prototype,`wanted`,void 0),v=r([t(`tradehook-exits-dialog`)],v);function y(){return{stop:`keep`,stopValue:``,limitPrice:``,keepProtection:!0,targets:void 0,cancelEntries:!1,autoClose:`keep`,minutes:`60`}}function b(e){return{kind:`price_percentage`,value:``,share:s(e),sold:0,rest:{},filled:!1}}export{v as ExitsDialog};